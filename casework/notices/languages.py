"""Languages in which a letter can have a page of its own, with what that page always says.

German is the official language (§ 23 Abs. 1 VwVfG, § 19 Abs. 1 Satz 1 SGB X, § 87 Abs. 1 AO): the
page says, in German and in its own language, that only the German text counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Language:
    """A language by its German name (as in “ins Türkische”), its heading and its note."""

    german: str
    title: str
    note: str
    direction: str = "ltr"


_LANGUAGES = {
    "ar": Language(
        "Arabische",
        "ترجمة",
        "هذه الصفحة ترجمة للعلم فقط. والرسالة المكتوبة باللغة الألمانية هي وحدها الملزمة قانونًا.",
        "rtl",
    ),
    "bg": Language(
        "Bulgarische",
        "Превод",
        "Тази страница е превод и е само за информация. Правно обвързващо е само писмото на "
        "немски език.",
    ),
    "el": Language(
        "Griechische",
        "Μετάφραση",
        "Αυτή η σελίδα είναι μετάφραση μόνο για ενημέρωσή σας. Νομικά δεσμευτική είναι μόνο η "
        "γερμανική επιστολή.",
    ),
    "en": Language(
        "Englische",
        "Translation",
        "This page is a translation for your information. Only the German letter is legally "
        "binding.",
    ),
    "es": Language(
        "Spanische",
        "Traducción",
        "Esta página es una traducción a título informativo. Solo la carta en alemán es "
        "jurídicamente vinculante.",
    ),
    "fa": Language(
        "Persische",
        "ترجمه",
        "این صفحه ترجمه‌ای صرفاً برای اطلاع شماست. تنها نامهٔ آلمانی اعتبار حقوقی دارد.",
        "rtl",
    ),
    "fr": Language(
        "Französische",
        "Traduction",
        "Cette page est une traduction fournie à titre d’information. Seule la lettre en allemand "
        "fait foi.",
    ),
    "hr": Language(
        "Kroatische",
        "Prijevod",
        "Ova je stranica prijevod i služi samo za informaciju. Pravno je obvezujuće samo pismo na "
        "njemačkom jeziku.",
    ),
    "it": Language(
        "Italienische",
        "Traduzione",
        "Questa pagina è una traduzione a titolo informativo. Solo la lettera in tedesco ha valore "
        "legale.",
    ),
    "pl": Language(
        "Polnische",
        "Tłumaczenie",
        "Ta strona jest tłumaczeniem i służy wyłącznie do informacji. Moc prawną ma tylko pismo w "
        "języku niemieckim.",
    ),
    "pt": Language(
        "Portugiesische",
        "Tradução",
        "Esta página é uma tradução a título informativo. Apenas a carta em alemão é "
        "juridicamente vinculativa.",
    ),
    "ro": Language(
        "Rumänische",
        "Traducere",
        "Această pagină este o traducere cu titlu informativ. Numai scrisoarea în limba germană "
        "are valoare juridică.",
    ),
    "ru": Language(
        "Russische",
        "Перевод",
        "Эта страница является переводом и предназначена только для ознакомления. Юридическую "
        "силу имеет только письмо на немецком языке.",
    ),
    "sq": Language(
        "Albanische",
        "Përkthim",
        "Kjo faqe është një përkthim vetëm për informim. Vetëm letra në gjermanisht është "
        "ligjërisht e vlefshme.",
    ),
    "tr": Language(
        "Türkische",
        "Çeviri",
        "Bu sayfa yalnızca bilgi amaçlı bir çeviridir. Hukuken yalnızca Almanca yazı geçerlidir.",
    ),
    "uk": Language(
        "Ukrainische",
        "Переклад",
        "Ця сторінка є перекладом і призначена лише для ознайомлення. Юридичну силу має лише лист "
        "німецькою мовою.",
    ),
    "vi": Language(
        "Vietnamesische",
        "Bản dịch",
        "Trang này là bản dịch chỉ để tham khảo. Chỉ thư bằng tiếng Đức mới có giá trị pháp lý.",
    ),
}
LANGUAGES: Mapping[str, Language] = MappingProxyType(_LANGUAGES)
