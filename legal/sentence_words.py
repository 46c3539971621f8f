"""The words the sentence splitter knows: abbreviations, months, and what starts a sentence."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MONTHS = _words(
    """
    Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember
    Jan Feb Apr Jun Jul Aug Sep Sept Okt Nov Dez
    """
)

# Written with a full stop that ends no sentence, whatever follows.
ABBREVIATIONS = _words(
    """
    ABI ABl Abl BGBI BStBl Bundesgesetzbl Reichsgesetzbl VkBl WiGBl Mill Brem Ggf vet Westf
    Abb Abs Abschn Alt Anh Anl Anm Art Aufl Az BAnz BAnzAT BGBl Bek Bd Bez Bl Buchst Bst Dipl
    Dr Erl Ers Fa Fn Fußn GBl GMBl GVBl Halbs Hs Hrsg Ing Kap Kfz Lfd Lit MinBlFin Nr Nrn Nm
    Pkt Pos Prof RGBl Reg Rn Rdnr S Spalte Spt St Str Tab Tel Tit Tl Tz Teilbd UAbs Unterabs
    Unterabschn Var Verf Vgl Vorschr Vjschr Z Zt Ziff abgek abs allg amtl ausschl bez betr
    bspw bzgl bzw ca ders dgl dh einschl entspr evt evtl f gem ggf ggfs gez grds hrsg i inkl
    insb insbes jew kfm lat lfd lit m max mind min mindest med möglw n nachf nat nr o od offz
    phil pol r rd rer sog st s sen soz städt stellv techn teilw tit tlw u ung urspr usf v verh
    vgl vorl vorm wiss z zit zul zzgl zz zzt röm kath ev geänd Änd Verz Vers chem biol phys
    geb jur tgl wöchentl jährl mtl ber bereinigt Nov VO RL Ges Gem Kom Komm Mitt Abt Ref Anw
    Ausn Beschl Entsch Erg Ausg
    """
)

# May stand at the end of a sentence as well; what follows decides.
ENDING_ABBREVIATIONS = _words(
    """
    usw etc ff Mio Mrd Std Stck Tsd Co Min Sek Jh Jhd a.F n.F
    """
)

# Before a number that counts a part of a law: "nach Absatz 2. Der …" ends, "am 2. März" does not.
NUMBER_HEADS = _words(
    """
    § §§ Absatz Absatzes Absätze Absätzen Abs. Abs Artikel Artikels Artikeln Art. Art Satz
    Satzes Sätze Sätzen Nummer Nummern Nr. Nr Nrn. Buchstabe Buchstaben Buchst.
    Doppelbuchstabe Halbsatz Anlage Anlagen Anhang Anhangs Anhänge Abschnitt Abschnitts
    Abschnitte Abschnitten Kapitel Kapitels Teil Teils Teile Teilen Titel Titels
    Unterabschnitt Spalte Spalten Zeile Zeilen Ziffer Ziffern Ziff. Tabelle Tabellen Stufe
    Stufen Klasse Klassen Gruppe Gruppen Kategorie Kategorien Muster Seite S. Besoldungsgruppe
    Pflegegrad Tarifstelle Position Pos. Feld Felder Buch Buches Zone Typ Tz. Rn. Punkt Größe
    Phase Typs Form Faktor Wert
    """
)

# Before an ordinal number: "am 1. Januar", "der 2. Abschnitt".
ORDINAL_HEADS = _words(
    """
    am vom zum beim im der die das des dem den bis ab und oder ein eine einem einen einer
    eines jeder jeden jedes seit nach vor zur , ;
    """
)

CONJUNCTIONS = _words("und oder bis sowie , ;")

STARTERS = _words(
    """
    Aber Abweichend Alle Allein Als Am An Andere Anderenfalls Andernfalls Angaben Anstelle
    Auch Auf Aus Ausgenommen Außer Außerdem Bei Beim Bis Bleibt Da Dabei Dadurch Dafür Dagegen
    Daher Damit Danach Daneben Dann Daran Darauf Daraus Darf Darin Darüber Darunter Das
    Dasselbe Davon Dazu Dem Den Denen Der Deren Derjenige Derselbe Des Dessen Die Diejenigen
    Dies Diese Dieselbe Diesem Diesen Dieser Dieses Durch Ebenfalls Ebenso Ein Eine Einem
    Einen Einer Eines Entsprechend Entsprechendes Er Ergibt Erfolgt Erst Es Ferner Findet Für
    Gegen Gehört Gehören Gelten Gilt Gleiches Gleichzeitig Haben Handelt Hat Hierbei Hierfür
    Hiervon Hierzu Hinsichtlich Ihm Ihr Ihre Ihnen Im In Infolge Innerhalb Insbesondere
    Insoweit Ist Jede Jeder Jedes Kann Kein Keine Kommt Können Liegen Liegt Macht Mehrere Mit
    Muss Nach Nachdem Neben Nicht Nur Ob Ohne Richtet Satz Seine Sie Sieht Sind Sobald So
    Sofern Sollen Soll Solange Sonstige Soweit Statt Stellt Stimmt Trifft Treten Tritt Über Um
    Und Unbeschadet Unberührt Unter Unverzüglich Verfügt Vom Von Vor Vorbehaltlich Während War
    Waren Weicht Weiter Weitere Welche Wenn Wer Werden Wesentlich Wie Wird Wurde Wurden Zu Zum
    Zur Zusätzlich Zuständig Zwischen Absatz Absätze Artikel §
    """
)
