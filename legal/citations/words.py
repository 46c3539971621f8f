"""Word lists of the citation engine: facts of the language, no rules."""

import re


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Two capitals, and yet no law: courts, parties, reporters, currencies, authorities.
NOT_LAWS = words("""
    BGH BVerfG BVerwG BSG BAG BFH BPatG EuGH EuG EGMR OVG VGH VG LSG FG OLG LG KG RG AG StA GBA
    GmbH OHG SE EU EG EWG BRD DDR USA UNO NATO EUR DM CHF TEUR USD RdNr RN RdNrn RndNr NJW NVwZ WM
    BVerfGE BVerwGE BGHZ BGHSt BSGE BAGE BFHE BStBl BGBl RGBl GVBl BT BR BTDrucks BRDrucks BTDrs
    SozR NZA ZIP DStR FamRZ MDR DÖV DVBl IT PDF HTML PKW LKW GbR BMF BMI BMJ BMAS BA MDK KÄV KZÄV
    TEIL ANLAGE ABSCHNITT KAPITEL ARTIKEL BUCH TITEL ANHANG
    EFG HFR VersR NStZ JZ JuS StV ZfBR BauR DStRE EzA GRUR ABl BAnz MDK LKA BKA StBin
""")
LANDS = words("""
    NRW NW SH Bln BW BY BB Bbg HB HH Hbg HE MV NI Nds RP RLP SL SN LSA ST TH Thür Saar Hess Bay Brem
    Sachs M-V S-H B-W Berlin Bayern Brandenburg Bremen Hamburg Hessen Niedersachsen Saarland Sachsen
    Thüringen Baden-Württemberg Mecklenburg-Vorpommern Nordrhein-Westfalen Rheinland-Pfalz
    Sachsen-Anhalt Schleswig-Holstein Saarlandes Nordrhein Westfalen
""")
LAND_OPENERS = words("""
    Landes Land Freistaates Freistaats Freistaat Freien Freie und Hansestadt Stadt Republik
""")
EU_ACTS = words("VO RL Verordnung Richtlinie Richtlinien Beschluss Beschlusses EGV EWGV")
EU_SUFFIXES = words("EG EU EWG EURATOM Euratom JI GASP")
DETERMINERS = words("des der dem das den")
THESE = words("dieses dieser diesem")
OWN_LAW = words("""
    Gesetzes Gesetz Buches Buchs Gesetzbuchs Gesetzbuches Verordnung Satzung Ordnung Vertrages
    Abkommens Übereinkommens Staatsvertrages Staatsvertrags Richtlinie Grundgesetzes
""")

# Nouns that make a name of a law: at the end of a compound, and alone (then a title follows).
LAW_NOUN = re.compile(
    r"(?:gesetz(?:es)?|gesetzbuch(?:e?s)?|ordnung|verfassung|satzung|vertrag(?:e?s)?"
    r"|übereinkommens?|übereinkunft|abkommens?|konvention|richtlinien?|protokolls?|pakt(?:e?s)?"
    r"|charta|statuts?|kodex|erlass(?:es)?|vereinbarung|dekrets?)$"
)
NO_LAW_NOUN = re.compile(
    r"(?:an|zu|ein|unter|rechts|über|nach|rang|tages|neu|um|bei|vor|markt|wirtschafts|gesellschafts"
    r"|friedens|welt|lebens|werte|größen)ordnung$|^(?:arbeits|miet|kauf|werk|dienst|versicherungs"
    r"|gesellschafts|tarif|darlehens|leih|pacht|kredit|bau|prozess)vertrag(?:e?s)?$|ziel\w*vereinbarung$"
)
GENERIC = words("""
    gesetz gesetzes verordnung satzung richtlinie richtlinien verfassung vertrag vertrages vertrags
    übereinkommen übereinkommens abkommen abkommens protokoll protokolls ordnung konvention erlass
    erlasses statut statuts pakt pakts paktes charta vereinbarung dekret dekrets
""")
# Acts about another law: "des Einführungsgesetzes zum Handelsgesetzbuch".
ACCESSORY = re.compile(
    r"(?:Einführungs|Ausführungs|Änderungs|Zustimmungs|Durchführungs|Umsetzungs|Anpassungs|Neben"
    r"|Begleit|Ergänzungs)(?:gesetz(?:es)?|verordnung)|Zusatzprotokolls?|(?:Rahmen)?vereinbarung"
)
TITLE_OPENERS = words("über zur zum zu für betreffend gegen von des der")
SUBJECT_WORDS = words("""
    der die das des dem den und oder sowie über zur zum zu für von vom im in an am auf bei mit nach
    aus gegen durch betreffend unter zwischen vor einer eines ihrer ihre deren
""")
ADJECTIVE = re.compile(r"[a-zäöüß-]{3,}(?:en|er|es|em|e)")
INFLECTED = re.compile(r"[a-zäöüß-]{3,}(?:en|er)")  # behind "des" or "der"
MONTHS = words("""
    Januar Februar März April Mai Juni Juli August September Oktober November Dezember
""")
GAZETTE = re.compile(r"\w*[Bb]l|GVO?|GVOBl|BAnz|AB[lL]EU|\w*[Bb]latt(?:es)?|Amtsbl|StAnz|GBl|NBl")

# What a number may count when it is no norm: "nach § 5 und 3 Monate später".
UNITS = MONTHS | words("""
    Monat Monate Monaten Monats Woche Wochen Tag Tage Tagen Jahr Jahre Jahren Stunde Stunden Minuten
    Euro EUR DM Prozent Personen Uhr Mal Fälle Fällen vH Meter Kilometer km m qm kg Mio Mrd Million
    Millionen Milliarden Kinder Kindern
""")
JOINERS = words("und oder sowie bzw beziehungsweise u noch")
FILLERS = words("auch jeweils insbesondere")

# A place in a commentary, and a decision in a reporter: no citation of law.
MARGINAL = words("""
    Rn Rz RdNr Rdnr RdNrn Rdnrn Rdn Randnr Randnummer Randnummern Randziffer Anm Rspr RN Tz Erl Rdz
""")
REPORTERS = words("SozR Buchholz BGHR AP EzA SozSich NZB StRK LM BRS EzAÜG EzFamR Breith")
AGREEMENT = re.compile(
    r"(?:TV|BAT|BMT|AVR|KAVO)(?![A-Za-z])|TVöD|TVÜ|[A-ZÄÖÜ][\w-]*TV(?![A-Za-z])"
    r"|(?:Prüf|Betriebs|Dienst|Gesamt|Tarif)vereinbarung\b|\w*mantelvertrag"
)
# What is agreed between parties, in the genitive: "§ 7 des Arbeitsvertrags".
CONTRACT = re.compile(
    r"\w*(?:vertrag(?:e?s)?|vereinbarung|bedingungen|vergleichs|mietverhältnisses)|AGB|VOB|AVB"
)
STATE_TREATY = re.compile(r"\w*(?:staats|einigungs|eu|eg|grundlagen)vertrag(?:e?s)?", re.IGNORECASE)
