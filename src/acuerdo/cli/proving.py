"""What is said of a result that was checked, in English or Spanish, and as programs read it."""

from collections.abc import Mapping, Sequence

import click

from acuerdo.agreement.clauses.base import LANGUAGES, Pair
from acuerdo.cli.shell import paint
from acuerdo.proof.publishing import Manifest
from acuerdo.proof.signing import Signed, fingerprint
from acuerdo.proof.told import Check, Told

CHECKS: dict[str, Pair] = {
    "files": (
        "Every file is there, is of its form, and has the digest that the manifest names",
        "Cada archivo está, tiene su forma y tiene el resumen criptográfico que nombra el manifiesto",
    ),
    "signatures": (
        "Signed by {parties}, each with the key that you trust",
        "Firmado por {parties}, cada parte con la clave en la que usted confía",
    ),
    "signatures_own": (
        "Signed by {parties}, each with the key that the result itself names",
        "Firmado por {parties}, cada parte con la clave que nombra el propio resultado",
    ),
    "lottery": (
        "The lottery, computed again, gives the same seed: {revealed} secrets committed in time and revealed,"
        " and beacon {beacon}",
        "El sorteo, calculado de nuevo, da la misma semilla: {revealed} secretos comprometidos a tiempo y"
        " revelados, y el valor público {beacon}",
    ),
    "lottery_withheld": (
        "The lottery, computed again, gives the same seed: {revealed} secrets committed in time and revealed,"
        " none by {withheld}, and beacon {beacon}",
        "El sorteo, calculado de nuevo, da la misma semilla: {revealed} secretos comprometidos a tiempo y"
        " revelados, ninguno por {withheld}, y el valor público {beacon}",
    ),
    "counts": (
        "No order and no cap has more workers than places: {matched} matched, {places} places",
        "Ninguna oferta y ningún límite tiene más personas que plazas: {matched} personas, {places} plazas",
    ),
    "caps": (
        "The numbers under each of {caps} caps add up",
        "Los números bajo cada uno de {caps} límites cuadran",
    ),
    "cutoffs": (
        "Each of {orders} orders takes whoever asks exactly where there is room",
        "Cada una de {orders} ofertas toma a quien la pida exactamente donde queda lugar",
    ),
    "roll": (
        "The roll holds {applications} applications, {workers} of them in the match",
        "El padrón tiene {applications} solicitudes, {workers} de ellas en el emparejamiento",
    ),
    "roll_root": (
        "The leaves of the roll give the root that was signed",
        "Las hojas del padrón dan la raíz que se firmó",
    ),
    "roll_list": (
        "The applications of the roll are those of the closed list: {n}",
        "Las solicitudes del padrón son las de la lista cerrada: {n}",
    ),
    "roll_turns": (
        "Every turn follows from what comes before the draw, and between equals from the draw",
        "Cada turno se sigue de lo que va antes del sorteo, y entre iguales del sorteo",
    ),
    "roll_counts": (
        "Counts and cutoffs of every order and cap are those of the roll",
        "Los números y los cortes de cada oferta y cada límite son los del padrón",
    ),
    "roll_pairs": (
        "The match is stable: {pairs} pairs of a worker and an order that admits the worker were tried",
        "El emparejamiento es estable: se probaron {pairs} pares de una persona y una oferta que la admite",
    ),
    "receipt": (
        "The receipt of {pseudonym} belongs to this result",
        "El comprobante de {pseudonym} es de este resultado",
    ),
    "receipt_leaf": (
        "Its leaf, number {index} of {applications}, is under the root that was signed",
        "Su hoja, número {index} de {applications}, está bajo la raíz que se firmó",
    ),
    "receipt_outside": (
        "It says that the application was not in the match",
        "Dice que la solicitud no estuvo en el emparejamiento",
    ),
    "receipt_order": (
        "Matched with {order} by key {key}, its cutoff {cutoff}; at each of {better} better orders the cutoff"
        " is above the worker's key",
        "Emparejada con {order} por la clave {key}, corte {cutoff}; en cada una de {better} ofertas mejores"
        " el corte está por encima de la clave de la persona",
    ),
    "receipt_none": (
        "Matched with no order; at each of {better} orders of the list the cutoff is above the worker's key",
        "Emparejada con ninguna oferta; en cada una de {better} ofertas de la lista el corte está por encima"
        " de la clave de la persona",
    ),
    "receipt_family": (
        "Matched with {order} together with a family, for whom places and not cutoffs decide: the roll shows"
        " whether another order had room",
        "Emparejada con {order} junto con una familia, para la que deciden las plazas y no los cortes: el"
        " padrón muestra si otra oferta tenía lugar",
    ),
}
"""What holds where a check is passed."""

SHORT: dict[str, Pair] = {
    "files": ("files", "archivos"),
    "signatures": ("signatures", "firmas"),
    "signatures_own": ("signatures", "firmas"),
    "lottery": ("lottery", "sorteo"),
    "lottery_withheld": ("lottery", "sorteo"),
    "counts": ("counts", "números"),
    "caps": ("caps", "límites"),
    "cutoffs": ("cutoffs", "cortes"),
    "roll": ("the roll", "el padrón"),
    "roll_root": ("root of the roll", "raíz del padrón"),
    "roll_list": ("closed list", "lista cerrada"),
    "roll_turns": ("turns", "turnos"),
    "roll_counts": ("counts of the roll", "números del padrón"),
    "roll_pairs": ("stability", "estabilidad"),
    "receipt": ("the receipt", "el comprobante"),
    "receipt_leaf": ("leaf of the receipt", "hoja del comprobante"),
    "receipt_outside": ("receipt outside the match", "comprobante fuera del emparejamiento"),
    "receipt_order": ("order of the receipt", "oferta del comprobante"),
    "receipt_none": ("order of the receipt", "oferta del comprobante"),
    "receipt_family": ("order of the receipt", "oferta del comprobante"),
}
"""What a check is called where it is not passed."""

FAULTS: dict[str, Pair] = {
    "no_file": ("{file}: there is no such file", "{file}: no existe ese archivo"),
    "unreadable": ("{file}: cannot be read: {why}", "{file}: no se puede leer: {why}"),
    "too_large": ("{file}: is larger than {bytes} bytes", "{file}: tiene más de {bytes} bytes"),
    "empty": ("{file}: is empty", "{file}: está vacío"),
    "not_json": ("{file}: is not JSON, or is cut off", "{file}: no es JSON, o está cortado"),
    "not_canonical": (
        "{file}: is not written as it was published (spaces, sequence, or a name twice)",
        "{file}: no está escrito como se publicó (espacios, secuencia o un nombre dos veces)",
    ),
    "not_csv": ("{file}: is no table, or is cut off", "{file}: no es una tabla, o está cortado"),
    "not_parquet": (
        "{file}: is no Parquet file, or is cut off",
        "{file}: no es un archivo Parquet, o está cortado",
    ),
    "field_missing": ("{file}: {at} is missing", "{file}: falta {at}"),
    "field_unknown": ("{file}: {at} does not belong there", "{file}: {at} no debe estar ahí"),
    "field_wrong": ("{file}: {at} is not what it should be", "{file}: {at} no es lo que debe ser"),
    "columns": ("{file}: has not the columns {columns}", "{file}: no tiene las columnas {columns}"),
    "cell": ("{file}: line {line}, {column} is not right", "{file}: renglón {line}, {column} no es correcto"),
    "cells_empty": ("{file}: {column} has empty cells", "{file}: {column} tiene celdas vacías"),
    "numbered": ("{file}: rows are not numbered from 0 on", "{file}: las filas no se numeran desde 0"),
    "name_twice": ("{file}: has one name twice", "{file}: tiene un nombre dos veces"),
    "manifest_files": (
        "manifest.json: names other files than {files}",
        "manifest.json: nombra otros archivos que {files}",
    ),
    "digest": (
        "{file}: is not the file that was signed: its digest differs",
        "{file}: no es el archivo que se firmó: su resumen criptográfico difiere",
    ),
    "parties_order": (
        "The manifest names its parties twice or out of sequence",
        "El manifiesto nombra a sus partes dos veces o fuera de secuencia",
    ),
    "signature_missing": ("{party} has not signed", "{party} no ha firmado"),
    "signature_stranger": (
        "{party} signed and is no party of the manifest",
        "{party} firmó y no es parte del manifiesto",
    ),
    "signature_wrong": (
        "The signature of {party} is not under this manifest",
        "La firma de {party} no corresponde a este manifiesto",
    ),
    "party_dropped": (
        "You trust a key of {party}, and the manifest does not ask {party} to sign",
        "Usted confía en una clave de {party}, y el manifiesto no pide que {party} firme",
    ),
    "key_unknown": ("You trust no key of {party}", "Usted no confía en ninguna clave de {party}"),
    "key_other": (
        "{party} signed with another key than the one you trust",
        "{party} firmó con otra clave que aquella en la que usted confía",
    ),
    "key_shared": ("Two parties signed with one key", "Dos partes firmaron con una misma clave"),
    "lottery_times": (
        "Applications close {closes}, secrets are revealed by {reveal_by} and the beacon is due {due}: each"
        " has to come before the next",
        "Las solicitudes cierran el {closes}, los secretos se revelan hasta el {reveal_by} y el valor público"
        " se conoce el {due}: cada uno debe ir antes que el siguiente",
    ),
    "lottery_parties": (
        "The terms name {terms}, and {shares} took part",
        "Los términos nombran a {terms}, y participaron {shares}",
    ),
    "lottery_late": (
        "{party} committed at {at}, not before applications closed at {closes}",
        "{party} se comprometió el {at}, no antes del cierre de solicitudes, {closes}",
    ),
    "lottery_half_revealed": (
        "{party} has a secret without the time at which it was revealed, or a time without a secret",
        "{party} tiene un secreto sin la hora en que se reveló, o una hora sin secreto",
    ),
    "lottery_reveal_time": (
        "{party} revealed at {at}, not between {closes} and {reveal_by}",
        "{party} reveló el {at}, no entre el {closes} y el {reveal_by}",
    ),
    "lottery_changed": (
        "The secret of {party} is not the one it committed to, or the terms were others",
        "El secreto de {party} no es aquel con el que se comprometió, o los términos eran otros",
    ),
    "lottery_no_list": ("The list is not closed", "La lista no está cerrada"),
    "lottery_no_beacon": (
        "The value of beacon {name} {round} is not known",
        "No se conoce el valor público {name} {round}",
    ),
    "lottery_seed": (
        "The seed is {found}, and computed again it is {expected}",
        "La semilla es {found}, y calculada de nuevo es {expected}",
    ),
    "lottery_season": (
        "The lottery was drawn for {season}, {round}",
        "El sorteo se hizo para {season}, {round}",
    ),
    "lottery_signers": (
        "The parties of the lottery are {parties}, others than those who sign",
        "Las partes del sorteo son {parties}, otras que las que firman",
    ),
    "list_count": (
        "The closed list has {found} applications, not {expected}",
        "La lista cerrada tiene {found} solicitudes, no {expected}",
    ),
    "list_twice": ("The closed list: {problem}", "La lista cerrada: {problem}"),
    "list_other": (
        "The applications are not those of the closed list",
        "Las solicitudes no son las de la lista cerrada",
    ),
    "order_over": (
        "{name}: {found} workers, {expected} places",
        "{name}: {found} personas, {expected} plazas",
    ),
    "cap_over": (
        "Cap {name}: {found} workers, {expected} places",
        "Límite {name}: {found} personas, {expected} plazas",
    ),
    "matched_sum": (
        "The orders hold {found} workers, and the manifest says {expected}",
        "Las ofertas tienen {found} personas, y el manifiesto dice {expected}",
    ),
    "people": (
        "More are matched than the {workers} in the match, or more of these than the {applications} who"
        " applied",
        "Hay más emparejadas que las {workers} del emparejamiento, o más de estas que las {applications} que"
        " solicitaron",
    ),
    "cap_sum": (
        "Cap {name}: says {found}, and the orders and caps under it hold {expected}",
        "Límite {name}: dice {found}, y las ofertas y límites bajo él tienen {expected}",
    ),
    "cutoff_closed": (
        "{name}: has room, and a cutoff of {found}",
        "{name}: tiene lugar, y un corte de {found}",
    ),
    "cutoff_open": (
        "{name}: is full, or under a full cap, and takes whoever asks",
        "{name}: no tiene lugar, o está bajo un límite lleno, y toma a quien la pida",
    ),
    "cutoff_range": (
        "{name}: a cutoff of {found} is none",
        "{name}: un corte de {found} no es posible",
    ),
    "cutoff_cap": (
        "{name}: a cutoff of {found}, and that of the full cap around it is {expected}",
        "{name}: un corte de {found}, y el del límite lleno en torno es {expected}",
    ),
    "cutoff_below": (
        "{name}: a cutoff of {found}, below that of the full cap around it, {expected}",
        "{name}: un corte de {found}, menor que el del límite lleno en torno, {expected}",
    ),
    "cutoff_nobody": (
        "{name}: holds nobody, and has a cutoff of {found}",
        "{name}: no tiene a nadie, y un corte de {found}",
    ),
    "pseudonym_twice": ("{file}: has one pseudonym twice", "{file}: tiene un seudónimo dos veces"),
    "salt_size": ("{file}: a salt has not 16 to 64 bytes", "{file}: una sal no tiene de 16 a 64 bytes"),
    "outside_filled": (
        "{file}: says something of a worker who is not in the match",
        "{file}: dice algo de una persona que no está en el emparejamiento",
    ),
    "roll_applications": (
        "The roll has {found} applications, and the manifest says {expected}",
        "El padrón tiene {found} solicitudes, y el manifiesto dice {expected}",
    ),
    "roll_workers": (
        "The roll has {found} workers in the match, and the manifest says {expected}",
        "El padrón tiene {found} personas en el emparejamiento, y el manifiesto dice {expected}",
    ),
    "roll_number": (
        "The roll has a number in {column} that leads nowhere",
        "El padrón tiene un número en {column} que no lleva a nada",
    ),
    "root": (
        "The roll is not the one that was signed: its root differs",
        "El padrón no es el que se firmó: su raíz difiere",
    ),
    "turns": (
        "{n} workers have another turn than what comes before the draw, and the draw, give them",
        "{n} personas tienen otro turno que el que les dan lo que va antes del sorteo y el sorteo",
    ),
    "equals": (
        "{n} workers have other equals in line than what comes before the draw leaves them",
        "{n} personas tienen otros iguales en la fila que los que les deja lo que va antes del sorteo",
    ),
    "recounted": (
        "{name}: says {found} matched, and the roll has {expected}",
        "{name}: dice {found} emparejadas, y el padrón tiene {expected}",
    ),
    "cutoff_other": (
        "{name}: says a cutoff of {found}, and by the roll it is {expected}",
        "{name}: dice un corte de {found}, y según el padrón es {expected}",
    ),
    "market": ("Roll and orders do not go together: {problem}", "Padrón y ofertas no cuadran: {problem}"),
    "unstable_too_many": (
        "{n} workers more than the places of an order or a cap",
        "{n} personas más que las plazas de una oferta o un límite",
    ),
    "unstable_not_admitted": (
        "{n} workers are matched with an order that does not admit them, or is not on their list",
        "{n} personas están emparejadas con una oferta que no las admite, o que no está en su lista",
    ),
    "unstable_apart": ("{n} families are apart", "{n} familias están separadas"),
    "unstable_blocking": (
        "{n} pairs of a worker and an order would both rather have each other",
        "{n} pares de una persona y una oferta se preferirían mutuamente",
    ),
    "receipt_other": (
        "The receipt is of another result: its digest differs",
        "El comprobante es de otro resultado: su resumen criptográfico difiere",
    ),
    "receipt_columns": (
        "The receipt has not the columns {columns}",
        "El comprobante no tiene las columnas {columns}",
    ),
    "receipt_number": (
        "The receipt has a number in {column} that leads nowhere",
        "El comprobante tiene un número en {column} que no lleva a nada",
    ),
    "receipt_list": (
        "The list of the receipt is not the one it should be",
        "La lista del comprobante no es la que debe ser",
    ),
    "receipt_root": (
        "The leaf is not under the root that was signed: something in the receipt was changed",
        "La hoja no está bajo la raíz que se firmó: algo del comprobante se cambió",
    ),
    "receipt_places": (
        "The orders, keys or cutoffs of the receipt are not those of the result",
        "Las ofertas, claves o cortes del comprobante no son los del resultado",
    ),
    "receipt_unlisted": (
        "{order} does not admit the worker, or is not on the worker's list",
        "{order} no admite a la persona, o no está en su lista",
    ),
    "receipt_below": (
        "{order}: the key {key} is below the cutoff {cutoff}",
        "{order}: la clave {key} está por debajo del corte {cutoff}",
    ),
    "receipt_passed": (
        "{order} is better for the worker, whose key {key} is above its cutoff {cutoff}",
        "{order} es mejor para la persona, cuya clave {key} está por encima de su corte {cutoff}",
    ),
}
"""What is wrong where a check is not passed."""

WORDS: dict[str, Pair] = {
    "of": ("{season}, {round}: {agreement}", "{season}, {round}: {agreement}"),
    "passed": ("ok", "bien"),
    "failed": ("FAILED", "FALLA"),
    "not_reached": ("not looked at", "no se revisó"),
    "missing": ("it needs what is missing above", "requiere lo que falta arriba"),
    "more": ("and {n} more like these", "y {n} más como estas"),
    "whole": ("{n} checks passed", "{n} revisiones sin falla"),
    "broken": ("{failed} of {n} checks not passed", "{failed} de {n} revisiones con falla"),
    "demonstration": (
        "A demonstration: signed with keys that everybody can make, so it proves nothing of who signed.",
        "Una demostración: firmada con claves que cualquiera puede hacer; no prueba nada de quién firmó.",
    ),
    "own_keys": (
        "The keys are the result's own: whoever made the result may have made them. Compare their"
        " fingerprints with those that the parties published, or give trusted keys with --keys.",
        "Las claves son las del propio resultado: quien lo hizo pudo hacerlas también. Compare sus huellas"
        " con las que publicaron las partes, o dé claves de confianza con --keys.",
    ),
    "no_roll": (
        "Without the roll nobody can tell whether the match is stable and each turn right: a receipt tells a"
        " worker, and --roll tells a government.",
        "Sin el padrón nadie puede saber si el emparejamiento es estable y cada turno correcto: un"
        " comprobante se lo dice a una persona, y --roll a un gobierno.",
    ),
}


def say(
    manifest: Manifest | None,
    signatures: Mapping[str, Signed] | None,
    checks: Sequence[Check],
    keys_given: bool,
    roll_given: bool,
    lang: str,
) -> None:
    """Print each check on a line, what is wrong below it, and what the whole does not prove."""
    at = LANGUAGES.index(lang)
    if manifest:
        click.echo(paint(_in("of", at, **_of(manifest)), bold=True))
    for check in checks:
        _say_check(check, at)
    if manifest and manifest.demonstration:
        click.echo(paint(_in("demonstration", at), fg="yellow"))
    if not keys_given and signatures:
        click.echo(_in("own_keys", at))
        for party, signed in sorted(signatures.items()):
            click.echo(f"  {party}  {fingerprint(signed.key)}")
    if not roll_given:
        click.echo(_in("no_roll", at))
    failed = sum(not check.passed for check in checks)
    end = _in("broken" if failed else "whole", at, failed=failed, n=len(checks))
    click.echo(paint(end, fg="red" if failed else "green", bold=True))


def _say_check(check: Check, at: int) -> None:
    if check.passed:
        click.echo(f"{paint(_in('passed', at), fg='green')} {_worded(CHECKS[check.code], check.facts, at)}")
        return
    name = SHORT[check.code][at]
    if not check.reached:
        click.echo(f"{paint(_in('not_reached', at), fg='yellow')} {name}: {_in('missing', at)}")
        return
    click.echo(f"{paint(_in('failed', at), fg='red', bold=True)} {name}")
    for each in check.faults:
        click.echo(f"     {fault(each, at)}")
    if check.more:
        click.echo(f"     {_in('more', at, n=f'{check.more:,}')}")


def fault(told: Told, at: int) -> str:
    """What is wrong, in a language."""
    return _worded(FAULTS[told.code], told.facts, at)


def record(
    manifest: Manifest | None,
    signatures: Mapping[str, Signed] | None,
    checks: Sequence[Check],
    keys_given: bool,
) -> dict[str, object]:
    """The same for programs."""
    return {
        "passed": all(check.passed for check in checks),
        "demonstration": manifest.demonstration if manifest else None,
        "keys_trusted": keys_given,
        "root": manifest.root if manifest else None,
        "fingerprints": {party: fingerprint(signed.key) for party, signed in (signatures or {}).items()},
        "checks": [
            {
                "check": check.code,
                "passed": check.passed,
                "looked_at": check.reached,
                "facts": check.facts,
                "faults": [
                    {"fault": each.code, "facts": each.facts, "says": fault(each, 0)} for each in check.faults
                ],
                "more": check.more,
            }
            for check in checks
        ],
    }


def _of(manifest: Manifest) -> dict[str, str]:
    plan = f" + {manifest.plan.id}" if manifest.plan else ""
    return {
        "season": manifest.season,
        "round": manifest.round,
        "agreement": f"{manifest.agreement.id}{plan}",
    }


def _in(word: str, at: int, **facts: str | int) -> str:
    return WORDS[word][at].format(**facts)


def _worded(pair: Pair, facts: Mapping[str, str | int], at: int) -> str:
    shown = {
        name: f"{value:,}" if isinstance(value, int) else _printable(value) for name, value in facts.items()
    }
    return pair[at].format(**shown)


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
