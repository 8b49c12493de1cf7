#!/usr/bin/env python3
"""works.py FOLDER   writes 200 invented works of all types of BibLaTeX and CSL to FOLDER/works.bib and FOLDER/works.json.

`citations.py` compares how they are printed. The same works are made each time.
"""
import json
import pathlib
import random
import sys

PEOPLE = ["Hale, Ada", "Okoro, Ben", "Lind, Eva Maria", "Diop, A. B.", "Van Buren, Tess", "van der Berg, Jan", "de la Cruz, Juana",
          "von Stein, Karl", "d'Aubry, Luc", "al-Rashid, Omar", "O'Neil, Sean", "King, Jr., Martin", "Ford, III, Henry", "Smith-Jones, Kim",
          "Šimić, Željko", "Þórsson, Ævar", "Ng, Li", "Kovács, Éva", "Bach, J.-P.", "le Guin, Ursa"]
TITLES = ["The Tides of Sur", "A History of Harbour Lights", "Monitoring elections in small states", "Who pays the pilot?", "Treaties of the Coast",
          "An Atlas of Shoals", "Ships, Ports and the Law of 1902", "On the measurement of draught", "Letters to a Harbour Master", "Return to Dakar",
          "How {NATO} counts ships", "Trade winds in the {North Atlantic}", "Stars above the quay!", "Notes from {ISO} 9001 audits", "The {iPad} at sea"]
SUBTITLES = ["A Guide for Pilots", "evidence from three ports", "The Case of Oman", "what the ledgers tell", ""]
JOURNALS = ["Journal of Ports", "Coastal Review", "Annals of Navigation", "Zeitschrift für Seerecht"]
HOUSES = [("Quay Press", "Oxford"), ("Harbour House", "London"), ("Verlag am Kai", "Hamburg"), ("Port \\& Sons", "New York")]
SERIES = ["Studies in Sea Law", "Coastal Papers"]

ARTICLES = ["article", "suppperiodical", "review"]
BOOKS = ["book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings", "reference", "mvreference", "manual", "booklet"]
PARTS = ["inbook", "bookinbook", "suppbook", "incollection", "suppcollection", "inproceedings", "inreference"]
OTHERS = ["online", "misc", "report", "techreport", "thesis", "phdthesis", "mastersthesis", "patent", "unpublished", "dataset", "software",
          "periodical", "artwork", "image", "audio", "music", "video", "movie", "letter", "legislation", "jurisdiction", "legal", "standard",
          "performance", "commentary"]

# Works that are hard in one way each.
SPECIAL = r"""
@book{s-nodate, author={Hale, Ada}, title={Undated Tides}, publisher={Quay Press}, location={Oxford}}
@book{s-noauthor, title={Sailing Directions for Sur}, publisher={Quay Press}, date={1985}}
@book{s-noauthor-edition, title={Tables of the Moon}, edition={3}, publisher={Quay Press}, date={1985}}
@book{s-onlytitle, title={A Bare Title}}
@misc{s-onlyauthor, author={Hale, Ada}, date={1999}}
@book{s-circa, author={Old, Ann}, title={A Pilot's Book}, publisher={Quay Press}, date={1723~}}
@book{s-range, author={Old, Ann}, title={Collected Logs}, publisher={Quay Press}, date={1990/1993}, volumes={4}}
@book{s-openrange, author={Old, Ann}, title={Running Logs}, publisher={Quay Press}, date={2004/}}
@book{s-bc, author={Plato}, title={Laws of the Harbour}, publisher={Quay Press}, date={-0350}}
@article{s-season, author={Ng, Li}, title={Winds of spring}, journaltitle={Coastal Review}, date={2006-21}, volume={8}}
@article{s-monthrange, author={Ng, Li}, title={Winds of summer}, journaltitle={Coastal Review}, date={2006-06/2006-08}, volume={8}}
@article{s-yearrange, author={Ng, Li}, title={Winds of two years}, journaltitle={Coastal Review}, date={2006-12/2007-01}, volume={9}}
@article{s-day, author={Ng, Li}, title={Winds of a day}, journaltitle={Coastal Review}, date={2006-06-03}, volume={9}, number={3}, pages={5}}
@article{s-monthword, author={Ng, Li}, title={Winds of June}, journal={Coastal Review}, year=2007, month=jun, volume=10, pages={5--19}}
@book{s-inpress, author={Late, Ann}, title={Ports to Come}, publisher={Quay Press}, pubstate={inpress}}
@book{s-forthcoming, author={Late, Ann}, title={More Ports to Come}, publisher={Quay Press}, year={forthcoming}}
@article{s-submitted, author={Late, Ann}, title={Ports under review}, journaltitle={Journal of Ports}, date={2024}, pubstate={submitted}}
@book{s-original, author={Eco, Ugo}, title={The Name of the Port}, origtitle={Il nome del porto}, origdate={1980}, origlanguage={italian}, translator={Weaver, Will}, publisher={Harbour House}, location={London}, date={1983}}
@book{s-edition, author={Hale, Ada}, title={Knots}, edition={2}, publisher={Quay Press}, date={1991}}
@book{s-editionwords, author={Hale, Ada}, title={More Knots}, edition={Revised and enlarged}, publisher={Quay Press}, date={1992}}
@book{s-volume, author={Hale, Ada}, title={Knots of the World}, volume={3}, volumes={5}, publisher={Quay Press}, date={1993}}
@book{s-maintitle, author={Hale, Ada}, maintitle={The Whole Sea}, title={The Coasts}, volume={2}, publisher={Quay Press}, date={1994}}
@incollection{s-partofvolume, author={Hale, Ada}, title={Of shoals}, booktitle={The Coasts}, maintitle={The Whole Sea}, editor={Lind, Eva}, volume={2}, publisher={Quay Press}, date={1994}, pages={10--20}}
@book{s-series, author={Lind, Eva}, title={Law of Tolls}, series={Studies in Sea Law}, number={12}, publisher={Quay Press}, location={Oxford and New York}, date={1998}}
@book{s-editedauthor, author={Marx, Kurt}, editor={Tucker, Rob and Lind, Eva}, title={Selected Speeches}, publisher={Norton \& Daughters}, date={1978}}
@collection{s-editors, editor={One, Ann and Two, Bo and Three, Cy}, title={Essays on Harbours}, publisher={Quay Press}, date={2008}}
@collection{s-compiler, editor={One, Ann}, editortype={compiler}, title={Songs of the Sea}, publisher={Quay Press}, date={2009}}
@book{s-translatoronly, translator={Weaver, Will}, title={Anonymous Songs}, publisher={Quay Press}, date={2010}}
@book{s-intro, author={Hale, Ada}, introduction={Lind, Eva}, afterword={Ng, Li}, title={With an Introduction}, publisher={Quay Press}, date={2011}}
@book{s-two, author={Hale, Ada and Okoro, Ben}, title={Two Hands}, publisher={Quay Press}, date={2001}}
@book{s-three, author={Hale, Ada and Okoro, Ben and Lind, Eva}, title={Three Hands}, publisher={Quay Press}, date={2002}}
@book{s-four, author={Hale, Ada and Okoro, Ben and Lind, Eva and Ng, Li}, title={Four Hands}, publisher={Quay Press}, date={2003}}
@book{s-seven, author={Hale, Ada and Okoro, Ben and Lind, Eva and Ng, Li and Diop, Awa and Bach, Jo and Old, Ann}, title={Seven Hands}, publisher={Quay Press}, date={2004}}
@article{s-many, author={Aa, A. and Bb, B. and Cc, C. and Dd, D. and Ee, E. and Ff, F. and Gg, G. and Hh, H. and Ii, I. and Jj, J. and Kk, K. and Ll, L. and Mm, M. and Nn, N. and Oo, O. and Pp, P. and Qq, Q. and Rr, R. and Ss, S. and Tt, T. and Uu, U. and Vv, V.}, title={A great crew}, journaltitle={Journal of Ports}, date={2005}, volume={1}, pages={1--9}}
@book{s-others, author={First, Ann and others}, title={Many Hands}, publisher={Quay Press}, date={2003}}
@book{s-corporate, author={{Ministry of Ports and Lights}}, title={Report on Lights}, publisher={{Ministry of Ports and Lights}}, date={2001}}
@book{s-corporateand, author={{Barnes and Sons} and Hale, Ada}, title={Lights for Sale}, publisher={Quay Press}, date={2001}}
@book{s-particles, author={van der Berg, Jan and de la Cruz, Juana and King, Jr., Martin}, title={Prefixes}, publisher={Quay Press}, date={1985}}
@book{s-useprefix, author={van der Berg, Jan}, options={useprefix=true}, title={Prefix at Work}, publisher={Quay Press}, date={1986}}
@book{s-onename, author={Plato}, title={One Name}, publisher={Quay Press}, date={1987}}
@book{s-initials, author={Smith, J.R.R. and Lee, A.-M.}, title={Initials}, publisher={Quay Press}, date={1988}}
@book{s-samea, author={Twin, Ann}, title={First of Twins}, publisher={Quay Press}, date={1999}}
@book{s-sameb, author={Twin, Ann}, title={Second of Twins}, publisher={Quay Press}, date={1999}}
@book{s-namesake, author={Twin, Bob}, title={A Namesake}, publisher={Quay Press}, date={1999}}
@article{s-quoted, author={Hale, Ada}, title={On \enquote{Motion} and rest}, journaltitle={Coastal Review}, date={2012}, volume={3}, number={2}, pages={100--124}}
@article{s-quoteall, author={Hale, Ada}, title={\enquote{All hands!}}, journaltitle={Coastal Review}, date={2013}, volume={4}}
@article{s-question, author={Hale, Ada}, title={Why sail?}, subtitle={An answer}, journaltitle={Coastal Review}, date={2014}, volume={5}}
@book{s-bookquestion, author={Hale, Ada}, title={Whose Sea?}, publisher={Quay Press}, date={2014}}
@article{s-italic, author={Hale, Ada}, title={The teeth of \emph{Carcharodon carcharias} in nets}, journaltitle={Coastal Review}, date={2015}, volume={6}}
@book{s-italicbook, author={Hale, Ada}, title={Reading \emph{Moby-Dick} at Sea}, publisher={Quay Press}, date={2016}}
@article{s-math, author={Hale, Ada}, title={Waves of $x^2$ and H$_2$O}, journaltitle={Coastal Review}, date={2017}, volume={7}}
@article{s-protected, author={Hale, Ada}, title={{UNESCO} and the {Red Sea} {DNA} project}, journaltitle={Coastal Review}, date={2018}, volume={8}}
@article{s-hyphen, author={Hale, Ada}, title={Self-Help in {Anglo-American} Sea-Law}, journaltitle={Coastal Review}, date={2018}, volume={8}}
@article{s-accents, author={M{\"u}ller, J{\"o}rg and Garc{\'\i}a, Jos{\'e}}, title={{\"U}ber die {Schiffe}}, journaltitle={Zeitschrift f{\"u}r Seerecht}, langid={german}, date={1988}, volume={12}, pages={3--17}}
@article{s-amp, author={Hale, Ada}, title={Profit \& Loss at 5\% --- a note}, journaltitle={Coastal Review}, date={2019}, volume={9}}
@article{s-russian, author={Иванов, Иван Петрович}, title={О морях и портах}, journaltitle={Морской журнал}, langid={russian}, date={1975}, volume={2}, pages={7--9}}
@book{s-greek, author={Παπαδόπουλος, Νίκος}, title={Λιμάνια του Αιγαίου}, publisher={Εκδόσεις Όρμος}, langid={greek}, date={1990}}
@book{s-japanese, author={山田, 太郎}, title={港の歴史}, publisher={海書房}, location={東京}, langid={japanese}, date={2003}}
@article{s-chinese, author={李, 明}, title={港口与贸易}, journaltitle={海洋研究}, langid={chinese}, date={2010}, volume={3}, pages={1--8}}
@book{s-arabic, author={الحسن, علي}, title={موانئ البحر}, publisher={دار المرفأ}, langid={arabic}, date={2011}}
@book{s-hebrew, author={כהן, דוד}, title={נמלי הים}, publisher={הוצאת הנמל}, langid={hebrew}, date={2012}}
@article{s-doi, author={Hale, Ada}, title={With a number}, journaltitle={Coastal Review}, date={2016}, volume={1}, doi={10.1000/xyz_1(2)}}
@article{s-doiurl, author={Hale, Ada}, title={Both at once}, journaltitle={Coastal Review}, date={2016}, volume={1}, doi={10.1000/xyz}, url={https://example.org/both}, urldate={2016-03-04}}
@online{s-online, author={{Port Watch}}, title={What we do}, url={https://example.org/what_we~do?a=1&b=2}, date={2014-05-06}, urldate={2015-06-07}, organization={Port Watch International}}
@online{s-onlinenodate, title={No date, no author}, url={https://example.org/x}, urldate={2015-06-07}}
@misc{s-arxiv, author={Pre, Print}, title={A preprint on waves}, eprint={2101.00001}, eprinttype={arxiv}, eprintclass={cs.CL}, date={2021}}
@article{s-articlenumber, author={Hale, Ada}, title={An electronic article}, journaltitle={Coastal Review}, date={2020}, volume={11}, eid={e1234}, doi={10.1000/e1234}}
@article{s-pagelist, author={Hale, Ada}, title={Pages apart}, journaltitle={Coastal Review}, date={2020}, volume={12}, pages={1--3, 7, 11--12}}
@article{s-pageswide, author={Hale, Ada}, title={Pages abridged}, journaltitle={Coastal Review}, date={2020}, volume={12}, number={1-2}, pages={1103--1128}}
@article{s-roman, author={Hale, Ada}, title={Roman pages}, journaltitle={Coastal Review}, date={2020}, volume={XII}, pages={iv--xi}}
@article{s-issueonly, author={Hale, Ada}, title={No volume}, journaltitle={Coastal Review}, date={2020}, number={44}, pages={3--4}}
@article{s-newspaper, author={Ray, Sue}, title={Port closed}, journaltitle={The Daily Tide}, date={2011-12-31}, entrysubtype={newspaper}, url={https://example.org/n}}
@article{s-newspapernoauthor, title={Port open}, journaltitle={The Daily Tide}, date={2012-01-02}, entrysubtype={newspaper}}
@article{s-magazine, author={Ray, Sue}, title={Ports of call}, journaltitle={Ship Monthly}, date={2012-02}, entrysubtype={magazine}, pages={4-9}}
@inproceedings{s-conference, author={Ng, Li and Okoro, Ben}, title={Sounding by sonar}, booktitle={Proceedings of the 9th Meeting on Ports}, eventtitle={Meeting on Ports}, venue={Oslo}, eventdate={2013-05-02/2013-05-04}, editor={Lind, Eva}, publisher={Harbour House}, location={London}, date={2013}, pages={7--12}}
@inproceedings{s-conferencebare, author={Ng, Li}, title={Sounding by line}, booktitle={Proc. Ports}, year={2014}, pages={1--4}}
@unpublished{s-talk, author={Doe, Jane}, title={A talk on tides}, eventtitle={Big Meeting}, venue={Oslo}, date={2013-05-02}}
@unpublished{s-draft, author={Doe, Jane}, title={A draft}, note={Unpublished manuscript}, date={2012}}
@thesis{s-bathesis, author={Lee, Kim}, title={Ships}, type={bathesis}, institution={University of Oslo}, date={2006}}
@phdthesis{s-phd, author={Lee, Kim}, title={More on Ships}, school={University of Oslo}, year={2013}, url={https://example.org/phd}}
@report{s-report, author={{Ministry of Ports}}, title={Lights in numbers}, type={Working paper}, number={17}, institution={{Ministry of Ports}}, location={Sur}, date={2010-06}}
@patent{s-patent, author={Inv, Enzo}, title={A machine for soundings}, type={patentus}, number={1234567}, date={1999-04-01}}
@collection{s-parent, editor={Par, Ent}, title={Parent Volume}, subtitle={Of chapters}, publisher={Parent Press}, location={Rome}, date={2002}}
@incollection{s-child, crossref={s-parent}, author={Chi, Ld}, title={Child}, pages={5-6}}
@xdata{s-xd, publisher={X Press}, location={Xanten}, date={2011}}
@book{s-xdata, author={Xi, Li}, title={With Data}, xdata={s-xd}}
@book{s-isbn, author={Hale, Ada}, title={Numbered}, publisher={Quay Press}, date={2000}, isbn={978-3-16-148410-0}, pagetotal={345}, note={With a map}, addendum={Out of print}}
@book{s-shorttitle, author={Hale, Ada}, title={The Very Long Title of a Book about Ropes}, shorttitle={Ropes}, publisher={Quay Press}, date={2004}}
@inreference{s-dictionary, title={Anchor}, booktitle={Encyclopedia of Ships}, editor={Gold, Ira}, publisher={Big Press}, date={2001}, volume={1}, pages={33}}
"""


def bib_works(rng):
    """Three works of each type of BibLaTeX: with all fields, with the usual ones, with few."""
    works = []
    for kind in ARTICLES + BOOKS + PARTS + OTHERS:
        for size in ("full", "usual", "few"):
            if size == "usual" and kind in ("suppbook", "suppcollection", "mvproceedings", "mvreference", "music", "performance", "commentary"):
                continue
            if size == "few" and rng.random() < 0.45:
                continue
            works.append(entry(rng, kind, size, f"{kind}-{size}"))
    return works


def entry(rng, kind, size, key):
    house, place = rng.choice(HOUSES)
    fields = {"title": rng.choice(TITLES), "date": str(rng.randint(1890, 2023))}
    people = rng.sample(PEOPLE, {"full": 3, "usual": rng.randint(1, 2), "few": 1}[size])
    has_editor = kind in ("collection", "mvcollection", "proceedings", "mvproceedings", "reference", "mvreference", "periodical")
    fields["editor" if has_editor else "author"] = " and ".join(people)
    if size == "few":
        return written(kind, key, fields)
    subtitle = rng.choice(SUBTITLES)
    if subtitle and kind not in ("letter", "patent", "legal", "legislation", "jurisdiction"):
        fields["subtitle"] = subtitle
    if kind in ARTICLES:
        fields |= {"journaltitle": rng.choice(JOURNALS), "volume": str(rng.randint(1, 60)), "number": str(rng.randint(1, 4)), "pages": pages(rng)}
    if kind in BOOKS + PARTS + ["audio", "music", "movie", "video", "software", "dataset", "commentary"]:
        fields |= {"publisher": house, "location": place}
    if kind in PARTS:
        fields |= {"booktitle": rng.choice(TITLES), "pages": pages(rng)}
        if kind != "inreference":
            fields["editor"] = rng.choice(PEOPLE)
    if kind in ("report", "techreport", "thesis", "phdthesis", "mastersthesis"):
        fields |= {"institution": "University of Oslo", "location": "Oslo"}
    if kind in ("report", "techreport", "patent", "standard", "legislation"):
        fields["number"] = str(rng.randint(3, 900))
    if kind in ("online", "misc", "software", "dataset", "video"):
        fields |= {"url": f"https://example.org/{key}", "urldate": "2024-02-03"}
    if kind == "thesis":
        fields["type"] = "phdthesis"
    if size == "usual":
        return written(kind, key, fields)
    if kind in ("mvbook", "mvcollection", "mvreference", "mvproceedings"):
        fields["volumes"] = "3"
    elif kind in BOOKS + PARTS:
        fields |= {"edition": str(rng.randint(2, 4)), "volume": str(rng.randint(1, 3)), "series": rng.choice(SERIES), "number": str(rng.randint(1, 30))}
    if kind in BOOKS + ["inbook", "incollection"]:
        fields["translator"] = rng.choice(PEOPLE)
    if kind in ARTICLES + PARTS + ["report", "dataset"]:
        fields["doi"] = f"10.1000/{key}"
    if kind in ("letter", "performance", "online", "standard", "legal"):
        fields["date"] = "1987-03-09"
    fields["note"] = "With a map"
    return written(kind, key, fields)


def pages(rng):
    first = rng.randint(1, 400)
    return f"{first}--{first + rng.randint(1, 40)}"


def written(kind, key, fields):
    return f"@{kind}{{{key}, " + ", ".join(f"{name}={{{words}}}" for name, words in fields.items()) + "}"


CSL_KINDS = """article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset document entry
entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript map motion_picture musical_score
pamphlet paper-conference patent performance periodical personal_communication post post-weblog regulation report review review-book software
song speech standard thesis treaty webpage""".split()


def json_works(rng):
    """A work of each type of CSL, and some that are hard in one way."""
    return [item(rng, kind) for kind in CSL_KINDS] + [
        {"id": "j-literal", "type": "book", "title": "A Literal Date", "author": [{"family": "Hale", "given": "Ada"}], "issued": {"literal": "around the flood"}},
        {"id": "j-raw", "type": "book", "title": "A Raw Date", "author": [{"family": "Hale", "given": "Ada"}], "issued": {"raw": "2004-05"}},
        {"id": "j-strings", "type": "article-journal", "title": "Numbers as Strings", "author": [{"family": "Hale", "given": "Ada"}],
         "container-title": "Coastal Review", "volume": 7, "issue": "2", "page": "1-9", "issued": {"date-parts": [["2004", "5"]]}},
        {"id": "j-circa", "type": "book", "title": "About That Time", "author": [{"literal": "The Pilots"}], "issued": {"date-parts": [[1650]], "circa": True}},
        {"id": "j-season", "type": "article-journal", "title": "Of a Season", "author": [{"family": "Ng", "given": "Li"}],
         "container-title": "Coastal Review", "issued": {"date-parts": [[2006]], "season": 2}},
        {"id": "j-range", "type": "book", "title": "Over Years", "author": [{"family": "Ng", "given": "Li"}], "issued": {"date-parts": [[1990], [1993]]}},
        {"id": "j-markup", "type": "article-journal", "title": "The <i>Titanic</i> and H<sub>2</sub>O in <span class=\"nocase\">NaCl</span>",
         "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der", "suffix": "Jr."}], "container-title": "Coastal Review",
         "issued": {"date-parts": [[2001, 2, 3]]}},
        {"id": "j-dropping", "type": "book", "title": "Dropping", "author": [{"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"}],
         "issued": {"date-parts": [[1801]]}, "publisher": "Quay Press"},
    ]


def item(rng, kind):
    family, given = rng.choice([("Hale", "Ada"), ("Okoro", "Ben"), ("Lind", "Eva Maria"), ("Ng", "Li")])
    house, place = rng.choice(HOUSES)
    work = {"id": f"csl-{kind}", "type": kind, "title": rng.choice(TITLES).translate({123: None, 125: None}),
            "author": [{"family": family, "given": given}], "issued": {"date-parts": [[rng.randint(1900, 2023), rng.randint(1, 12), rng.randint(1, 28)]]}}
    if kind in ("article-journal", "article-magazine", "article-newspaper", "review", "review-book", "post-weblog", "post", "webpage", "periodical"):
        work |= {"container-title": rng.choice(JOURNALS)}
    if kind in ("article-journal", "review", "review-book"):
        work |= {"volume": "4", "issue": "2", "page": "11-29"}
    if kind in ("chapter", "entry", "entry-dictionary", "entry-encyclopedia", "paper-conference", "figure"):
        work |= {"container-title": rng.choice(TITLES).translate({123: None, 125: None}), "page": "3-9", "editor": [{"family": "Gold", "given": "Ira"}]}
    if kind in ("bill", "legal_case", "legislation", "regulation", "hearing", "treaty"):
        work |= {"number": "42", "authority": "High Court of Sur", "container-title": "Reports of Sur", "volume": "3", "page": "77"}
    if kind in ("post", "post-weblog", "webpage", "dataset", "software"):
        work |= {"URL": f"https://example.org/{kind}", "accessed": {"date-parts": [[2024, 2, 3]]}}
    if kind in ("manuscript", "personal_communication", "map", "graphic"):
        work |= {"archive": "Archive of Sur", "archive_location": "Box 7", "archive-place": "Sur"}
    if kind in ("speech", "performance", "event", "paper-conference"):
        work |= {"event-title": "Meeting on Ports", "event-place": "Oslo"}
    if kind in ("report", "thesis", "manuscript", "speech", "map", "software"):
        work["genre"] = {"report": "Working paper", "thesis": "PhD thesis", "manuscript": "Letter", "speech": "Lecture", "map": "Chart", "software": "Program"}[kind]
    if kind in ("patent", "standard", "report"):
        work["number"] = "1234567"
    if kind not in ("article-journal", "article-magazine", "article-newspaper", "legal_case", "personal_communication", "post", "webpage"):
        work |= {"publisher": house.replace("\\", ""), "publisher-place": place}
    return work


def works():
    """The file of BibLaTeX, that of CSL JSON, and the keys of both in order."""
    rng = random.Random(7)
    entries = bib_works(rng) + [line for line in SPECIAL.strip().splitlines()]
    items = json_works(rng)
    keys = [line.split("{")[1].split(",")[0] for line in entries if not line.startswith("@xdata")] + [one["id"] for one in items]
    return "\n".join(entries) + "\n", json.dumps(items, ensure_ascii=False, indent=1), keys


def main():
    folder = pathlib.Path(sys.argv[1])
    bib, items, keys = works()
    (folder / "works.bib").write_text(bib)
    (folder / "works.json").write_text(items)
    print(f"{len(keys)} works")


if __name__ == "__main__":
    main()
