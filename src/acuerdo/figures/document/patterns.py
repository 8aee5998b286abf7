"""The sentences of the clauses that are read most, in English and Spanish, with the fields they say.

A sentence is taken where the text has each of its fields and none of them is silent or without limit; a
field that no sentence says is shown with its label. `{count?}` also takes a silence.
"""

from typing import Final

from acuerdo.agreement.clauses.base import Pair

PATTERNS: Final[dict[str, tuple[Pair, ...]]] = {
    "NationalLimit": (
        ("{value} of {of} {unit} {per}.", "{value} de {of} {unit} {per}."),
        ("{value} of {of}.", "{value} de {of}."),
        ("{value} {unit} {per}.", "{value} {unit} {per}."),
        ("{value} {unit}.", "{value} {unit}."),
        ("{value}.", "{value}."),
    ),
    "Cap": (
        ("No more than {count} {counts} {per} {over}.", "No más de {count} {counts} {per} {over}."),
        ("No more than {count} {counts} {per} of {of}.", "No más de {count} {counts} {per} de {of}."),
        ("No more than {count} {counts} {per}.", "No más de {count} {counts} {per}."),
        ("Number of {counts} {per} {over}: {count?}.", "Número de {counts} {per} {over}: {count?}."),
        ("Number of {counts} {per} of {of}: {count?}.", "Número de {counts} {per} de {of}: {count?}."),
        ("Number of {counts} {per}: {count?}.", "Número de {counts} {per}: {count?}."),
        (
            "The number of {counts} {per} of {of} is worked out from year to year.",
            "El número de {counts} {per} de {of} se calcula año con año.",
        ),
        (
            "The number of {counts} {per} is worked out from year to year.",
            "El número de {counts} {per} se calcula año con año.",
        ),
        ("{count}.", "{count}."),
        (
            "Nationals of {shared_by} draw on it together.",
            "Lo comparten las personas nacionales de {shared_by}.",
        ),
        ("Each of them also counts under {within}.", "Cada una cuenta también conforme a: {within}."),
        ("{unused}.", "{unused}."),
        ("They pass to {spill_to}.", "Pasan a: {spill_to}."),
        ("{when_full}.", "{when_full}."),
    ),
    "Formula": (
        ("In the first years: {start}.", "En los primeros años: {start}."),
        ("It then rises by {step} a year.", "Después aumenta {step} al año."),
        ("It is never below {floor}.", "Nunca es menor de {floor}."),
        ("It is never above {ceiling}.", "Nunca es mayor de {ceiling}."),
    ),
    "Succession": (
        ("{instrument} ({on}): {how}.", "{instrument} ({on}): {how}."),
        ("{instrument}: {how}.", "{instrument}: {how}."),
    ),
    "Right": (
        ("after holding the status for {after}", "tras tener el estatus durante {after}"),
        ("{held}", "{held}"),
    ),
    "OpenTo": (
        ("It is open to nationals of {nationals_of}.", "Está abierta a nacionales de {nationals_of}."),
        ("They must be in {present_in}.", "Deben estar en {present_in}."),
    ),
    "Returns.of": (
        ("It reaches nationals of {nationals_of}.", "Alcanza a nacionales de {nationals_of}."),
        ("They must be in {present_in}.", "Deben estar en {present_in}."),
    ),
    "SetAside.for": (
        (
            "nationals of {nationals_of} who are in {present_in}",
            "nacionales de {nationals_of} que están en {present_in}",
        ),
        ("nationals of {nationals_of}", "nacionales de {nationals_of}"),
    ),
    "Gives": (
        ("The status given is: {status}.", "Se otorga el estatus: {status}."),
        ("{work}.", "{work}."),
        ("{travel}.", "{travel}."),
        ("The status lasts {length}.", "El estatus dura {length}."),
        (
            "After {after} the status of {leads_to} may follow.",
            "Después de {after} puede seguir el estatus de {leads_to}.",
        ),
        ("The status of {leads_to} may follow.", "Puede seguir el estatus de {leads_to}."),
    ),
    "Window": (
        (
            "Applications are taken from {opens}, for {length}.",
            "Las solicitudes se reciben desde el {opens}, durante {length}.",
        ),
    ),
    "Points": (("At least {pass_mark} points are needed.", "Se necesitan al menos {pass_mark} puntos."),),
    "LabourMarketTest": (
        (
            "The work is advertised to local workers for {advertise}.",
            "El trabajo se anuncia a trabajadores locales durante {advertise}.",
        ),
        (
            "The wage per hour is not below {wage_floor}.",
            "El salario por hora no es menor que {wage_floor}.",
        ),
        (
            "A labour certification is evidence of {certification_proves}.",
            "Una certificación laboral es prueba de: {certification_proves}.",
        ),
        (
            "Local workers are still hired during the first {recruit_until} of the contract.",
            "Se sigue contratando a trabajadores locales durante el primer {recruit_until} del contrato.",
        ),
        ("Not tested: {exempt}.", "Exentos de la prueba: {exempt}."),
        ("{attest}.", "{attest}."),
    ),
    "Shortened": (("{to} are enough.", "Bastan {to}."),),
    "Allocation": (
        ("{order}.", "{order}."),
        ("Ties are settled {ties}.", "Los empates se resuelven {ties}."),
    ),
    "SetAside": (
        ("{count} places are kept.", "Se reservan {count} plazas."),
        ("{share} of the places are kept.", "Se reserva el {share} de las plazas."),
        (
            "They are released to everybody {release} after the period begins.",
            "Se liberan para todas las personas {release} después de que comienza el periodo.",
        ),
    ),
    "Stay": (
        ("A single stay lasts at most {single_max}.", "Cada estancia dura como máximo {single_max}."),
        (
            "The number of times it may be renewed is {renewals}.",
            "El número de veces que puede renovarse es {renewals}.",
        ),
        (
            "A stay and its renewals last at most {total_max} together.",
            "Una estancia y sus renovaciones duran juntas como máximo {total_max}.",
        ),
        (
            "Between two stays the person is away for at least {absence_between}.",
            "Entre dos estancias la persona se ausenta al menos {absence_between}.",
        ),
        (
            "After the last day the person has {grace_after} to leave.",
            "Después del último día la persona tiene {grace_after} para salir.",
        ),
    ),
    "Season": (
        (
            "Everybody has left by {out_by} of each year.",
            "Todas las personas salen a más tardar el {out_by} de cada año.",
        ),
    ),
    "Circularity": (
        ("{multiple_entry}.", "{multiple_entry}."),
        ("{named_recall}.", "{named_recall}."),
        (
            "{return_bonus} of the pay over the whole stay is paid out on going home.",
            "El {return_bonus} del pago de toda la estancia se entrega al volver a casa.",
        ),
    ),
    "ReturnCheck": (
        (
            "Within {within} of leaving the worker reports at: {where}.",
            "En un plazo de {within} a partir de la salida la persona se presenta en: {where}.",
        ),
        ("The worker reports at: {where}.", "La persona se presenta en: {where}."),
    ),
    "Barred": (
        (
            "Whoever does not is barred from coming again for {barred_for}.",
            "Quien no lo hace no puede volver durante {barred_for}.",
        ),
    ),
    "Portability": (
        ("{change_employer}: {after}.", "{change_employer}: {after}."),
        ("{change_employer}.", "{change_employer}."),
        ("The new work must be {must_be}.", "El nuevo trabajo debe ser {must_be}."),
        ("Most changes per permit: {limit}.", "Máximo de cambios por permiso: {limit}."),
    ),
    "SocialSecurity": (
        (
            "Periods insured in {between} are added up.",
            "Se suman los periodos cotizados en {between}.",
        ),
        (
            "At least {qualifying} insured in the destination are needed for its periods to count.",
            "Se necesitan al menos {qualifying} cotizados en el destino para que sus periodos cuenten.",
        ),
        (
            "{total} insured in all, wherever that was, give a pension.",
            "{total} cotizados en total, dondequiera que haya sido, dan derecho a pensión.",
        ),
        ("{export}.", "{export}."),
    ),
    "Family": (
        ("{may_accompany}.", "{may_accompany}."),
        ("Family means: {relations}.", "Por familia se entiende: {relations}."),
        ("{may_work}.", "{may_work}."),
        ("{counted_in_cap}.", "{counted_in_cap}."),
    ),
    "Fee": (
        ("The person pays {amount}.", "La persona paga {amount}."),
        ("{instalments}.", "{instalments}."),
    ),
    "Lifts": (
        (
            "The limit {limit} does not apply to nationals of {for}.",
            "El límite {limit} no se aplica a nacionales de {for}.",
        ),
    ),
    "Protection": (
        ("Measure: {measure}, {at_least}.", "Medida: {measure}, {at_least}."),
        ("Measure: {measure}, {at_most}.", "Medida: {measure}, {at_most}."),
        ("It protects: {applies_to}.", "Protege a: {applies_to}."),
        ("A breach is made good within {remedy}.", "Una falta se remedia en un plazo de {remedy}."),
    ),
    "Returns": (
        (
            "{requesting} may hand people over to {receiving}.",
            "{requesting} puede entregar personas a {receiving}.",
        ),
        ("The journey is paid by {cost_bearer}.", "Paga el traslado {cost_bearer}."),
        (
            "The application is made within {apply_within} of the day the person is met.",
            "La solicitud se presenta en un plazo de {apply_within} a partir del encuentro con la persona.",
        ),
        (
            "The reply is given within {reply_within} of the application.",
            "La respuesta se da en un plazo de {reply_within} a partir de la solicitud.",
        ),
        ("{silence}.", "{silence}."),
        (
            "The handover is made within {transfer_within} of the reply that agrees to it.",
            "La entrega se hace en un plazo de {transfer_within} a partir de la aceptación.",
        ),
        (
            "Whoever was returned in error is taken back within {error_return}.",
            "A quien fue sujeto de retorno por error se le recibe de vuelta dentro de {error_return}.",
        ),
    ),
    "Handover": (
        ("Crossing points: {places}.", "Puntos de cruce: {places}."),
        (
            "The receiving party is told at least {notice} before.",
            "Se avisa a la parte receptora al menos {notice} antes.",
        ),
    ),
    "Hours": (
        ("from {opens} to {closes}", "de las {opens} a las {closes}"),
        ("{said}", "{said}"),
    ),
    "Setting": (("{value}", "{value}"),),
    "Clock": (
        (
            "within {within}, for nationals of {nationals_of}",
            "en {within}, para nacionales de {nationals_of}",
        ),
        ("within {within}", "en un plazo de {within}"),
    ),
    "Action": (
        ("By {by} ({group}). State: {state?}.", "A cargo de {by} ({group}). Estado: {state?}."),
        ("By {by}. State: {state?}.", "A cargo de {by}. Estado: {state?}."),
        ("By {by} ({group}).", "A cargo de {by} ({group})."),
    ),
    "Suspension": (
        ("At most {max} at once.", "Como máximo {max} de una vez."),
        ("At most {in_all} in all.", "Como máximo {in_all} en total."),
        (
            "The other parties are told {notice} before.",
            "Se avisa a las otras partes {notice} antes.",
        ),
    ),
    "Ranked": (("by {fact}: {first}", "por {fact}: {first}"),),
    "Budget": (
        (
            "{amount} {per} of {of}, for the share of {pays}",
            "{amount} {per} de {of}, para la parte de {pays}",
        ),
        ("{amount} {per}, for the share of {pays}", "{amount} {per}, para la parte de {pays}"),
        ("{amount} {per} of {of}", "{amount} {per} de {of}"),
        ("{amount} {per}", "{amount} {per}"),
        ("{amount}", "{amount}"),
    ),
    "Transfer": (
        (
            "{from_party} pays {to_party}: {amount}, {per}.",
            "{from_party} paga a {to_party}: {amount}, {per}.",
        ),
        ("{from_party} pays {to_party}: {amount}.", "{from_party} paga a {to_party}: {amount}."),
        ("{from_party} pays {to_party}.", "{from_party} paga a {to_party}."),
    ),
    "After": (("within {within} of: {after}", "en un plazo de {within} a partir de: {after}"),),
    "IfMissed": (
        ("{then}, within {within}", "{then}, en un plazo de {within}"),
        ("{then}", "{then}"),
    ),
    "Commitment": (
        ("{do}. By {by}: {kind}.", "{do}. A cargo de {by}: {kind}."),
        ("{do}. By {by}.", "{do}. A cargo de {by}."),
        ("Measure: {measure}, {at_least}.", "Medida: {measure}, {at_least}."),
        ("Measure: {measure}, {at_most}.", "Medida: {measure}, {at_most}."),
    ),
    "Because": (("{then}: due only if this is kept: {if}.", "{then}: se debe solo si se cumple: {if}."),),
    "Linkage": (("{single_undertaking}.", "{single_undertaking}."),),
    "DisputeStep": (
        ("at most {within}, by {by}", "como máximo {within}, a cargo de {by}"),
        ("at most {within}", "como máximo {within}"),
    ),
    "Renewal": (
        ("{automatic}, for {every} at a time.", "{automatic}, por {every} cada vez."),
        ("{automatic}.", "{automatic}."),
    ),
    "Figure": (
        ("{what} ({on}): {value} {unit}.", "{what} ({on}): {value} {unit}."),
        ("{what} ({on}): {value} {counts}.", "{what} ({on}): {value} {counts}."),
        ("{what} ({on}): {low} to {high} {unit}.", "{what} ({on}): de {low} a {high} {unit}."),
        ("{what} ({on}): {low} to {high} {counts}.", "{what} ({on}): de {low} a {high} {counts}."),
        ("{what}: {value} {unit}.", "{what}: {value} {unit}."),
        ("{what}: {value} {counts}.", "{what}: {value} {counts}."),
        ("{what}: {low} to {high} {unit}.", "{what}: de {low} a {high} {unit}."),
        ("{what}: {low} to {high} {counts}.", "{what}: de {low} a {high} {counts}."),
    ),
    "Claim": (
        ("{says}.", "{says}."),
        ("Expected effect: {effect} {wants}.", "Efecto esperado: {effect}: {wants}."),
    ),
    "Event": (
        ("{on}, {kind} by {by}: {what}.", "{on}, {kind} de {by}: {what}."),
        ("{on}, {kind}: {what}.", "{on}, {kind}: {what}."),
    ),
    "Review": (
        (
            "The text is read again every {every}, by {by}.",
            "El texto se revisa cada {every}, a cargo de {by}.",
        ),
        ("The text is read again every {every}.", "El texto se revisa cada {every}."),
    ),
    "Sunset": (
        ("Nothing here decides from {on} on.", "Nada de esto decide a partir del {on}."),
        (
            "Nothing here decides once {after} have passed since the text came into force.",
            "Nada de esto decide pasados {after} desde que el texto entró en vigor.",
        ),
    ),
    "Termination": (
        (
            "A party that ends the text gives notice {notice} before.",
            "La parte que termina el texto avisa {notice} antes.",
        ),
        ("What people hold by then {acquired_status}.", "Lo que las personas ya tienen {acquired_status}."),
    ),
    "Trigger": (
        ("On {on}: {at} {does}: {set}.", "El {on}: {at} {does}: {set}."),
        ("On {on}: {at} {does}.", "El {on}: {at} {does}."),
        ("{at} {does}: {set}.", "{at} {does}: {set}."),
        ("{at} {does}.", "{at} {does}."),
    ),
}
"""Sentences by clause, or by the field that holds the clause, in the order in which they are said."""
