"""The words of problems, in both languages."""

from collections.abc import Mapping

Words = Mapping[str, str]

KINDS: Mapping[str, tuple[int, Words, Words]] = {
    "unreadable": (
        400,
        {"en": "The request cannot be read", "es": "No se puede leer la petición"},
        {
            "en": "The body is not JSON in UTF-8. {found}",
            "es": "El cuerpo no es JSON en UTF-8. {found}",
        },
    ),
    "without_key": (
        400,
        {"en": "A header is missing or not usable", "es": "Falta un encabezado o no sirve"},
        {
            "en": "Send Idempotency-Key: a name of your own for this filing, 1 to 80 visible signs of ASCII.",
            "es": "Envíe Idempotency-Key: un nombre suyo para esta presentación, de 1 a 80 signos ASCII.",
        },
    ),
    "signed_out": (
        401,
        {"en": "Sign in first", "es": "Primero identifíquese"},
        {
            "en": "Send Authorization: Bearer with a token that is in use.",
            "es": "Envíe Authorization: Bearer con una clave de acceso vigente.",
        },
    ),
    "denied": (
        403,
        {"en": "You may not do this", "es": "No tiene permitido hacer esto"},
        {"en": "Your role may not do this.", "es": "Su función no lo permite."},
    ),
    "not_there": (
        404,
        {"en": "Not there", "es": "No está"},
        {
            "en": "There is nothing at this address, or nothing that you may see.",
            "es": "No hay nada en esta dirección, o nada que usted pueda ver.",
        },
    ),
    "method": (
        405,
        {"en": "Not done this way", "es": "No se hace así"},
        {
            "en": "This address takes other methods; the header Allow names them.",
            "es": "Esta dirección admite otros métodos; el encabezado Allow los nombra.",
        },
    ),
    "not_now": (
        409,
        {"en": "Not possible now", "es": "No es posible ahora"},
        {
            "en": "This step is not possible in the state it is in.",
            "es": "Este paso no es posible en el estado en que está.",
        },
    ),
    "key_used": (
        409,
        {"en": "This key was used for something else", "es": "Esta llave se usó para otra cosa"},
        {
            "en": "You filed something else under this Idempotency-Key; send a new key with a new filing.",
            "es": "Usted presentó otra cosa con esta Idempotency-Key; use otra para otra presentación.",
        },
    ),
    "registered": (
        409,
        {"en": "Registered already", "es": "Ya está en el registro"},
        {
            "en": "This person is registered as {found}.",
            "es": "Esta persona está en el registro como {found}.",
        },
    ),
    "conflict": (
        409,
        {"en": "Somebody else was first", "es": "Alguien llegó antes"},
        {
            "en": "What you sent stands against what was written meanwhile; read it again.",
            "es": "Lo enviado choca con lo que se escribió entretanto; vuelva a leerlo.",
        },
    ),
    "no_text": (
        409,
        {"en": "No text decides this", "es": "Ningún texto decide esto"},
        {"en": "{found}", "es": "Ningún texto en vigor decide este caso en este día. {found}"},
    ),
    "too_large": (
        413,
        {"en": "Too large", "es": "Demasiado grande"},
        {
            "en": "The body is larger than this service reads; send it in parts.",
            "es": "El cuerpo excede lo que este servicio lee; envíelo en partes.",
        },
    ),
    "not_json": (
        415,
        {"en": "Not of a kind that is read here", "es": "De un tipo que aquí no se lee"},
        {"en": "Send Content-Type: application/json.", "es": "Envíe Content-Type: application/json."},
    ),
    "faulty": (
        422,
        {"en": "Something is to be mended", "es": "Hay algo que corregir"},
        {
            "en": "Nothing was filed; `faults` says what to mend, field by field.",
            "es": "No se presentó nada; `faults` dice qué corregir, campo por campo.",
        },
    ),
    "too_many": (
        429,
        {"en": "Too many requests", "es": "Demasiadas peticiones"},
        {
            "en": "Wait as many seconds as Retry-After says.",
            "es": "Espere los segundos que dice Retry-After.",
        },
    ),
    "broken": (
        500,
        {"en": "A fault of this service", "es": "Falla de este servicio"},
        {
            "en": "Nothing was written. The fault is in the log of the service.",
            "es": "No se escribió nada. La falla quedó en la bitácora del servicio.",
        },
    ),
}
"""For each kind of problem: its status, its title, and what it says."""

REASONS: Mapping[str, Words] = {
    "role": {
        "en": "Your role may not do this ({action}).",
        "es": "Su función no permite hacer esto ({action}).",
    },
    "reach": {
        "en": "This lies outside what you answer for ({action}).",
        "es": "Esto queda fuera de lo que le corresponde ({action}).",
    },
    "same_officer": {
        "en": "You decided this first; another officer answers the review ({action}).",
        "es": "Usted decidió esto primero; otra persona responde la revisión ({action}).",
    },
    "own_account": {
        "en": "Nobody does this to an account of their own ({action}).",
        "es": "Nadie hace esto con su propia cuenta ({action}).",
    },
    "other_state": {
        "en": "The other state looks into this, or tells this record ({action}).",
        "es": "El otro Estado lo revisa, o informa este registro ({action}).",
    },
}
"""Why somebody may not do something."""

FAULTS: Mapping[str, Words] = {
    "missing": {"en": "This field is required.", "es": "Este campo es obligatorio."},
    "extra_forbidden": {"en": "There is no such field.", "es": "No existe este campo."},
    "string_type": {"en": "This has to be text.", "es": "Debe ser texto."},
    "int_type": {"en": "This has to be a whole number.", "es": "Debe ser un número entero."},
    "int_parsing": {"en": "This has to be a whole number.", "es": "Debe ser un número entero."},
    "int_from_float": {"en": "This has to be a whole number.", "es": "Debe ser un número entero."},
    "float_type": {"en": "This has to be a number.", "es": "Debe ser un número."},
    "finite_number": {"en": "This has to be a number.", "es": "Debe ser un número."},
    "bool_type": {"en": "This has to be true or false.", "es": "Debe ser true o false."},
    "list_type": {"en": "This has to be a list.", "es": "Debe ser una lista."},
    "dict_type": {"en": "This has to be an object.", "es": "Debe ser un objeto."},
    "model_type": {"en": "This has to be an object.", "es": "Debe ser un objeto."},
    "model_attributes_type": {"en": "This has to be an object.", "es": "Debe ser un objeto."},
    "greater_than_equal": {"en": "This has to be {ge} or more.", "es": "Debe ser {ge} o más."},
    "less_than_equal": {"en": "This has to be {le} or less.", "es": "Debe ser {le} o menos."},
    "string_too_short": {
        "en": "This has to have {min_length} signs or more.",
        "es": "Debe tener {min_length} signos o más.",
    },
    "string_too_long": {
        "en": "This has to have {max_length} signs or fewer.",
        "es": "Debe tener {max_length} signos o menos.",
    },
    "string_pattern_mismatch": {
        "en": "This has to be of the form {pattern}.",
        "es": "Debe tener la forma {pattern}.",
    },
    "literal_error": {"en": "This has to be {expected}.", "es": "Debe ser {expected}."},
    "too_short": {"en": "There have to be {min_length} or more.", "es": "Debe haber {min_length} o más."},
    "too_long": {"en": "There may be at most {max_length}.", "es": "Puede haber {max_length} a lo más."},
    "protection": {
        "en": "The text has no protection of this name.",
        "es": "El texto no tiene una protección con este nombre.",
    },
    "employer": {
        "en": "Give the number of an employer that you stand for.",
        "es": "Dé el número de un empleador al que usted represente.",
    },
    "fact": {
        "en": "This is not a fact of the decision.",
        "es": "No es un hecho de la decisión.",
    },
    "other": {"en": "This is not of the form that is read here.", "es": "No tiene la forma que aquí se lee."},
}
"""What is found wrong before a form sees it, by the code of the fault."""
