"""What is said of a permit that is shown, in English and Spanish: for the offline page and for commands."""

from collections.abc import Mapping

Pair = tuple[str, str]

VERDICTS: Mapping[str, tuple[str, Pair, Pair]] = {
    "holds": (
        "good",
        ("Holds", "Vale"),
        (
            "It is signed by a published key, nothing in it was changed, the day lies within it, and the list"
            " does not name it as revoked.",
            "Lo firma una clave publicada, nada en él cambió, el día cae dentro de su vigencia y la lista no"
            " lo señala como revocado.",
        ),
    ),
    "not_yet": (
        "wait",
        ("Not yet valid", "Aún no vale"),
        ("Its first day lies ahead.", "Su primer día aún no llega."),
    ),
    "expired": (
        "bad",
        ("Expired", "Vencido"),
        ("Its last day has passed.", "Su último día ya pasó."),
    ),
    "revoked": (
        "bad",
        ("Revoked", "Revocado"),
        (
            "The list names it: it was taken away, or a newer document has taken its place.",
            "La lista lo señala: fue retirado, o un documento más nuevo ocupa su lugar.",
        ),
    ),
    "altered": (
        "bad",
        ("Altered", "Alterado"),
        (
            "It is not what the key that it names has signed: something was changed, or somebody else made"
            " it. Believe nothing in it.",
            "No es lo que firmó la clave que nombra: algo se cambió, o lo hizo alguien más. No crea nada de"
            " lo que dice.",
        ),
    ),
    "other_key": (
        "bad",
        ("Signed by another key", "Firmado con otra clave"),
        (
            "It names a key that is not among those published. Believe nothing in it.",
            "Nombra una clave que no está entre las publicadas. No crea nada de lo que dice.",
        ),
    ),
    "key_withdrawn": (
        "bad",
        ("Signed by a withdrawn key", "Firmado con una clave retirada"),
        (
            "Nothing that this key signed holds any more. The holder gets a new document from the service.",
            "Nada de lo que firmó esta clave vale ya. El servicio da un documento nuevo a quien lo tiene.",
        ),
    ),
    "key_over": (
        "bad",
        ("Signed by a key that has ended", "Firmado con una clave que terminó"),
        ("The last day of this key has passed.", "El último día de esta clave ya pasó."),
    ),
    "list_too_old": (
        "wait",
        ("List of revoked permits too old", "Lista de permisos revocados demasiado vieja"),
        (
            "All else holds. Whether it was revoked meanwhile cannot be known here: get the newest list.",
            "Todo lo demás está bien. Aquí no se puede saber si fue revocado entretanto: consiga la lista más"
            " nueva.",
        ),
    ),
    "list_unusable": (
        "wait",
        ("No list of revoked permits", "Sin lista de permisos revocados"),
        (
            "All else holds. Whether it was revoked cannot be known here: there is no list that can be used.",
            "Todo lo demás está bien. Aquí no se puede saber si fue revocado: no hay una lista que sirva.",
        ),
    ),
    "no_permit": (
        "bad",
        ("No permit", "No es un permiso"),
        (
            "What was read is no permit, or a part of it is missing.",
            "Lo que se leyó no es un permiso, o le falta una parte.",
        ),
    ),
}
"""For each verdict: how it looks, what it is called, and what it means."""

CLAIMS: Mapping[str, Pair] = {
    "number": ("Number", "Número"),
    "given_names": ("Given names", "Nombres"),
    "surnames": ("Surnames", "Apellidos"),
    "born_on": ("Day of birth", "Fecha de nacimiento"),
    "nationality": ("Nationality", "Nacionalidad"),
    "from": ("First day", "Primer día"),
    "until": ("Last day", "Último día"),
    "employer": ("Employer", "Parte empleadora"),
    "order": ("Job order", "Oferta de empleo"),
    "iss": ("Granted by", "Otorgado por"),
}
"""What a permit says, in the sequence in which it is told."""

PAGE: Mapping[str, Pair] = {
    "title": ("Check a permit without a network", "Comprobar un permiso sin red"),
    "lead": (
        "This page holds the published keys and the newest list of revoked permits. It sends nothing to"
        " anybody, and works with the network off.",
        "Esta página trae las claves publicadas y la lista más nueva de permisos revocados. No envía nada a"
        " nadie y funciona sin red.",
    ),
    "text": ("What the code says", "Lo que dice el código"),
    "hint": (
        "Scan the code with any reader and paste here what it says: digits, or letters with ~ between them.",
        "Lea el código con cualquier lector y pegue aquí lo que dice: dígitos, o letras separadas por ~.",
    ),
    "day": ("Day", "Día"),
    "check": ("Check", "Comprobar"),
    "camera": ("Read by camera", "Leer con la cámara"),
    "stop": ("Stop the camera", "Apagar la cámara"),
    "file": ("Or a photo of the code", "O una foto del código"),
    "no_code": (
        "There is no code in this picture that can be read.",
        "No se lee ningún código en esta imagen.",
    ),
    "no_camera": ("The camera cannot be used here.", "Aquí no se puede usar la cámara."),
    "no_reader": (
        "This browser reads no codes from a camera. Use any reader of QR codes, and paste what it says.",
        "Este navegador no lee códigos con la cámara. Use un lector de códigos QR y pegue lo que dice.",
    ),
    "photo": ("Photo in the permit", "Foto en el permiso"),
    "no_photo": (
        "This permit shows no photo. Ask for an identity paper with one.",
        "Este permiso no muestra foto. Pida un documento de identidad que la tenga.",
    ),
    "held_back": ("Not shown by the holder", "No lo muestra la persona"),
    "copy": (
        "What cannot be known here: whether this is a copy of somebody else's permit. Compare the photo, the"
        " name and the day of birth with the person before you.",
        "Lo que aquí no se puede saber: si esto es copia del permiso de otra persona. Compare la foto, el"
        " nombre y la fecha de nacimiento con la persona que está ante usted.",
    ),
    "bound": (
        "It belongs to one telephone. With a network, an officer can ask that telephone, and a copy does not"
        " answer.",
        "Pertenece a un solo teléfono. Con red, la autoridad puede preguntarle a ese teléfono, y una copia no"
        " responde.",
    ),
    "paper": (
        "It is made for paper, and belongs to no telephone: a copy looks the same.",
        "Está hecho para papel y no pertenece a ningún teléfono: una copia se ve igual.",
    ),
    "list": ("List of revoked permits made", "Lista de permisos revocados hecha"),
    "relied": ("May be relied on until", "Se puede confiar en ella hasta"),
    "keys": ("Published keys", "Claves publicadas"),
    "demo": (
        "Of a demonstration: its keys prove nothing, and its day stands still.",
        "De una demostración: sus claves no prueban nada y su día está detenido.",
    ),
    "language": ("Español", "English"),
}
"""What the page says besides."""
