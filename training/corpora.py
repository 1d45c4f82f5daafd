"""Where the gold data lies, and which of it is trained on, watched or only measured."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOLD = Path(os.environ.get("ONRECORD_GOLD", ROOT.parent / "shared" / "gold"))
SCRATCH = ROOT / "scratch" / "model"
PACKAGE_DATA = ROOT / "src" / "onrecord" / "language" / "english" / "data"

EWT_TRAIN = GOLD / "treebanks" / "ewt" / "en_ewt-ud-train.conllu"
EWT_DEV = GOLD / "treebanks" / "ewt" / "en_ewt-ud-dev.conllu"
GUM = GOLD / "treebanks" / "gum" / "dep"
NEWSWIRE = GOLD / "names" / "worldwide-newswire"
POLNEAR = GOLD / "statements" / "polnear-train" / "text"
RE3D = GOLD / "names" / "re3d"
MEANTIME = GOLD / "entities" / "meantime.conll"
OWN_TREES = ROOT / "training" / "treebank"
OWN_NAMES = ROOT / "training" / "names"
OWN_ATTRIBUTIONS = ROOT / "training" / "attributions"

# PolNeAR's first articles in the order of their hashes, which nothing is trained or tuned on.
HELD_OUT_STATEMENTS = 84

# Fiction, letters, podcasts, essays and how-tos are non-commercial; conversations are unlike any report.
GUM_GENRES = ("academic", "bio", "court", "interview", "news", "speech", "textbook", "vlog", "voyage")

# Whole documents never trained on.
GUM_HELD_OUT = (
    "GUM_news_afghan",
    "GUM_news_asylum",
    "GUM_news_crane",
    "GUM_news_stampede",
    "GUM_news_worship",
    "GUM_interview_peres",
    "GUM_interview_brotherhood",
    "GUM_speech_albania",
    "GUM_speech_remarks",
    "GUM_court_fire",
    "GUM_bio_bernoulli",
    "GUM_bio_jerome",
    "GUM_voyage_athens",
    "GUM_voyage_isfahan",
    "GUM_academic_librarians",
    "GUM_textbook_governments",
)

# Documents whose attributions are never trained on: more interviews and news, so that there is something to count.
ATTRIBUTION_HELD_OUT = (
    *GUM_HELD_OUT,
    "GUM_interview_cyclone",
    "GUM_interview_mckenzie",
    "GUM_interview_shalev",
    "GUM_news_flag",
    "GUM_news_lanterns",
    "GUM_news_taxes",
)

# Outlets never trained on: one or two of every region. `test` is only measured; `dev` chooses between checkpoints.
TEST_OUTLETS = (
    "jr_times",
    "qt_peninsula",
    "kw_arabtimes",
    "in_herald",
    "kr_kherald",
    "panaf_panafricavisions",
    "et_tribune",
    "ecuador_ecuadortimes",
    "nic_todaynicaragua",
    "canada_yukon",
)
DEV_OUTLETS = ("saud_daily", "bangladesh_star", "af_ips", "peru_andina", "nz_rnz", "israel_jerupost")
