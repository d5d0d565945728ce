"""Own cue lists of the heads: words, beginnings of words, phrases.

Slurs come from the licensed lists; here they appear only as stems, where a list cannot give them.
"""

# text: (profanity, sexual, hate, insult)
OWN_ENTRIES = {
    "damn": (0.4, 0, 0, 0), "damned": (0.4, 0, 0, 0), "dammit": (0.5, 0, 0, 0), "damnit": (0.5, 0, 0, 0),
    "goddamn": (0.6, 0, 0, 0), "goddamned": (0.6, 0, 0, 0), "hell": (0.2, 0, 0, 0), "go to hell": (0.5, 0, 0, 0.6),
    "what the hell": (0.4, 0, 0, 0), "crap": (0.4, 0, 0, 0), "crappy": (0.4, 0, 0, 0), "bloody hell": (0.4, 0, 0, 0),
    "wtf": (0.7, 0, 0, 0), "stfu": (0.8, 0, 0, 0.6), "lmfao": (0.5, 0, 0, 0), "omfg": (0.6, 0, 0, 0),
    "af": (0.4, 0, 0, 0), "bs": (0.3, 0, 0, 0), "sob": (0.1, 0, 0, 0), "pissed": (0.5, 0, 0, 0),
    "pissed off": (0.5, 0, 0, 0), "piss off": (0.6, 0, 0, 0.4), "screw you": (0.4, 0, 0, 0.6),
    "shut up": (0.1, 0, 0, 0.4), "shut the hell up": (0.4, 0, 0, 0.6), "sucks": (0.3, 0, 0, 0.2),
    "sucker": (0.2, 0, 0, 0.4), "bugger": (0.4, 0, 0, 0.2), "bollocks": (0.5, 0, 0, 0.2), "wanker": (0.6, 0.2, 0, 0.7),
    "tosser": (0.4, 0, 0, 0.6), "arse": (0.5, 0, 0, 0.2), "arsehole": (0.7, 0, 0, 0.7), "jackass": (0.5, 0, 0, 0.7),
    "dumbass": (0.6, 0, 0, 0.8), "badass": (0.4, 0, 0, 0), "freaking": (0.2, 0, 0, 0), "frickin": (0.2, 0, 0, 0),
    "fricking": (0.2, 0, 0, 0), "effing": (0.4, 0, 0, 0),
    "idiot": (0, 0, 0, 0.8), "idiotic": (0, 0, 0, 0.7), "moron": (0, 0, 0, 0.8), "moronic": (0, 0, 0, 0.7),
    "imbecile": (0, 0, 0, 0.8), "stupid": (0, 0, 0, 0.6), "dumb": (0, 0, 0, 0.5), "dummy": (0, 0, 0, 0.5),
    "dimwit": (0, 0, 0, 0.7), "halfwit": (0, 0, 0, 0.7), "nitwit": (0, 0, 0, 0.6), "fool": (0, 0, 0, 0.4),
    "foolish": (0, 0, 0, 0.3), "loser": (0, 0, 0, 0.7), "losers": (0, 0, 0, 0.7), "pathetic": (0, 0, 0, 0.6),
    "worthless": (0, 0, 0, 0.6), "useless": (0, 0, 0, 0.4), "disgusting": (0, 0, 0, 0.4), "ugly": (0, 0, 0, 0.5),
    "clown": (0, 0, 0, 0.4), "clowns": (0, 0, 0, 0.4), "scum": (0, 0, 0.3, 0.8), "scumbag": (0.2, 0, 0, 0.8),
    "vermin": (0, 0, 0.5, 0.7), "parasites": (0, 0, 0.3, 0.5), "filth": (0, 0, 0.3, 0.5), "trash": (0, 0, 0, 0.4),
    "garbage human": (0, 0, 0, 0.7), "pig": (0, 0, 0, 0.3), "creep": (0, 0, 0, 0.5), "creepy": (0, 0, 0, 0.3),
    "pervert": (0, 0.3, 0, 0.7), "psycho": (0, 0, 0, 0.5), "lunatic": (0, 0, 0, 0.5), "nutjob": (0, 0, 0, 0.6),
    "coward": (0, 0, 0, 0.5), "liar": (0, 0, 0, 0.5), "jerk": (0.1, 0, 0, 0.6), "weirdo": (0, 0, 0, 0.5),
    "brainless": (0, 0, 0, 0.6), "brain dead": (0, 0, 0, 0.6), "clueless": (0, 0, 0, 0.4), "ignorant": (0, 0, 0, 0.4),
    "fatso": (0, 0, 0, 0.7), "lardass": (0.4, 0, 0, 0.8), "subhuman": (0, 0, 0.8, 0.7), "subhumans": (0, 0, 0.8, 0.7),
    "waste of space": (0, 0, 0, 0.7), "piece of work": (0, 0, 0, 0.2), "piece of trash": (0, 0, 0, 0.8),
    "nobody likes you": (0, 0, 0, 0.7), "you make me sick": (0, 0, 0, 0.6), "kys": (0.2, 0, 0, 0.8),
    "horny": (0.2, 0.7, 0, 0), "naked": (0, 0.4, 0, 0), "nude": (0, 0.4, 0, 0), "nudes": (0, 0.6, 0, 0),
    "sex": (0, 0.5, 0, 0), "sexy": (0, 0.5, 0, 0), "sexual": (0, 0.4, 0, 0), "orgasm": (0, 0.8, 0, 0),
    "erection": (0, 0.6, 0, 0), "porn": (0, 0.7, 0, 0), "boobs": (0.2, 0.6, 0, 0), "make love": (0, 0.5, 0, 0),
    "thrust": (0, 0.3, 0, 0), "moan": (0, 0.3, 0, 0), "moaned": (0, 0.3, 0, 0), "moaning": (0, 0.3, 0, 0),
    "bitchy": (0.5, 0, 0.1, 0.5), "simp": (0, 0, 0, 0.5), "incel": (0, 0, 0.2, 0.6), "feminazi": (0, 0, 0.7, 0.7),
    "bimbo": (0, 0.2, 0.3, 0.7), "hag": (0, 0, 0.3, 0.6), "gold digger": (0, 0, 0.3, 0.6), "attention seeker": (0, 0, 0, .4),
}

# everyday words that the lists hold for one of their senses: severity at most 0.2
HOMOGRAPHS = """
balls beaver bang banging blow bone boner box breast breasts bush butt cherry clam coon cracker crackers facial fairy
finger fingering gay gays girl girls guy gypsy hooker horn hump jap jerk knob lesbian lesbians melon member nut nuts
oral organ penis pissed pole pot prick pump queen queer rectum root rod screw screwed sack seed sperm spook strip
stroke suck sucked swallow testicle testicles threesome tool toss trans transgender vagina vulva weed wood yellow anal
anus ass black brown beef bosom climax cox crack doggy erect erotic escort exotic fat fetish foot genital genitals
bisexual homosexual homosexuals muslim muslims jew jews jewish arab arabs mexican immigrant kinky lover mature nipple
nipples panties panty pansy peach pearl puppy ring rubber sausage shaft skank snatch spunk stiff swinger tail tramp
virgin wank wang webcam willy dick dicks cock cocks pussies bloody kill killed killer die dead drunk drug drugs
bigger cougar goat monkey ape dog pig cow rat snake slope hebe nip rimming twink aids
""".split()

# clinical words: no profanity
CLINICAL = """sex sexual sexually sexuality intercourse nude nudes nudity naked erection erections orgasm penis vagina breast
breasts nipple rectum anus anal testicle testicles genitals genital semen sperm masturbate masturbation condom porn
pornography erotic sensual aroused arousal sexy horny genitalia""".split()

# everyday words that are no hint at all
HARMLESS = """
about account application area assault attack baby bar bed bee bible birth body bomb bombing boom bond boy buddy bunny
buried burn canadian cancer catholic chinese christ christian church color come coming conservative crash criminal
crime dad death deposit desire devil disease disturbed doo drink dive driver easy enemy european evil execute
executed explosion face failed failure father fear fight fire firing flange flesh fly french german god gun harder harem
heroin hole hostage illegal israel italian japanese kid kids laid lady liberal lies light looking love low mad magic man
men mom molest mother murder nasty nervous new night nigeria nigerian nuke old one organs palestinian party
period phone play please poor poverty prisoner problem public race racial radical red refugee remains republican rich
robber russian satan scissors servant shoot shooting showtime sick sixty six slave smack smoke snow sos soviet space
stop stick stranger strap street strong student stuff sub suicide sun super sweet taboo taste terrorist toilet tongue
tranquil transfer trouble tube uncle under urinate urine vietcong violence vomit want war weapon
welfare west white whites wife willie woman women woody world yes you young fine long spit spitting squirt tub vatican
hard handy sandwich sandy turn cups peace mary male female barf dope drunken freak geek goof leper lusting moist nipper ovary ovum pee pimple pubic
puke screwing seduce semen thug tied tinkle uterus wedgie weird weirdest pawn murderer junkie junky
hussy hooch hitler heroine gross glans extacy ecstasy drunk doofus commie cocky cocaine cahone cabron_not
butter buttery bull brotherhood brea bowel bowels booze boozer bong bod belly barely arian aryan amateur
alcohol alcoholic abuse menstruate menstruation ova opiate opium oblivious crotch lube lmao maid mams nad nazi nazis nazism
""".split()

# strong words that speech recognisers print with stars: given by their beginnings
MASK_STARTS = ("fuck", "shit", "bitch", "cunt", "bullsh", "assho", "motherf", "nigg", "fagg", "whor", "slut", "bastar")
MASK_WORDS = ("dick", "cock", "pussy", "twat", "crap", "damn", "piss")
# strings that mean the same inside any longer word
STEMS = ["fuck", "bitch", "nigger", "nigga", "faggot", "cunt", "whore", "asshole", "bullshit", "shithead", "dumbass",
         "motherf", "shitty", "dipshit", "jackass", "cocksuck", "retard", "tranny", "slut"]

# words whose double letter stays when a long run is cut ("gooood")
DOUBLES = """
good cool look feel need see seen seem too soon room food mood moon noon pool school fool tool book keep sleep sweet
deep week green free three tree meet been beer boo book boob all ball call fall hall tall will well tell hell kill bill
still full pull yell sell smell bull ill fill hill spell skill really hello yellow kiss miss boss pass class less mess
ass press guess bless dress loss cross yess happy puppy pretty little better letter butter bitter sorry hurry funny
bunny dinner summer hammer silly bully jelly belly follow off coffee stuff add odd egg agree degree door floor poor
freedom creep creepy jeez wheel steel speed feed seed weed proof roof root shoot loose choose goose baseball football
pee poo yoo woo moo
""".split()

WORDS = {
    "you": "you your yours yourself yourselves youre youve youll youd u ur ya yall yer".split(),
    "firstPerson": "i im ive ill id me my mine myself".split(),
    "intent": "ill gonna gunna should shall must oughta deserve deserves deserved wanna shouldve".split(),
    "violence": """kill kills killed killing murder murders murdered murdering stab stabs stabbed stabbing shoot shoots
        shot shooting strangle strangled hang hanged hanging hung burn burned burnt burning beat beats beaten beating
        rape raped raping rapes punch punched bomb bombs bombed bombing slaughter slaughtered execute executed lynch
        lynched drown drowned choke choked slit hurt hurting attack attacked attacking smash smashed behead beheaded
        poison poisoned die dies died dying dead gas gassed exterminate exterminated annihilate destroy destroyed break
        breaking gut knife gun guns weapon shotgun rifle bullet bullets assault assaulted torture tortured fight fought
        slap slapped kick kicked whip whipped massacre massacred shank hit wipe eliminate eradicate crush crushed""".split(),
    "gore": """blood bloody bleeding bled gore gory guts intestines intestine entrails severed dismember dismembered
        decapitate decapitated decapitation mutilate mutilated mutilation flesh corpse corpses skull brains eyeball
        eyeballs disembowel disemboweled carcass rotting splatter splattered oozing gushing maggots limbs innards
        impaled gouged ripped slashed carved torn""".split(),
    "negation": """not no never none nobody dont doesnt didnt cant cannot couldnt wont wouldnt isnt arent wasnt werent
        shouldnt havent hasnt hadnt aint without nor neither nothing hardly stop quit""".split(),
    "quotation": """said says saying called calls calling wrote tweeted posted yelled shouted screamed quote quoted
        quoting phrase slur slurs wording remark remarks chanted chanting heard phrases""".split(),
    "identity": """woman women female females girl girls man men male males gay gays lesbian lesbians bisexual
        homosexual homosexuals straight trans transgender queer nonbinary lgbt lgbtq black blacks white whites asian
        asians african africans latino latina latinos hispanic hispanics mexican mexicans chinese japanese korean indian
        indians pakistani pakistanis arab arabs jew jews jewish muslim muslims islam islamic christian christians
        catholic catholics hindu hindus buddhist buddhists sikh sikhs atheist atheists immigrant immigrants migrant
        migrants refugee refugees foreigner foreigners disabled blind deaf autistic wheelchair elderly gypsy gypsies
        roma romani native aboriginal american americans german germans french polish russian russians turkish turks
        nigerian somali iranian iraqi syrian israeli palestinian palestinians ukrainian feminist feminists""".split(),
    "counter": """unacceptable racist racism sexist sexism homophobic homophobia transphobic transphobia islamophobia
        antisemitism antisemitic bigot bigots bigotry bigoted misogyny misogynist misogynistic xenophobic xenophobia
        hateful prejudice prejudiced stereotype stereotypes discrimination discriminate offensive hurtful intolerance
        intolerant wrong ashamed apologize apologise apology respect""".split(),
    "hostile": """hate hates hated hating despise despises loathe loathes detest detests disgust disgusts disgusting
        inferior scum vermin filth filthy animals parasites disease plague cockroaches rats subhuman kill burn hang
        shoot die exterminate deport ban banned eradicate destroy ruin ruining ruined invade invading stupid dirty
        worthless evil criminals rapists terrorists thieves lazy ugly""".split(),
    "medical": """doctor doctors nurse patient patients hospital surgery surgeon surgical clinic symptom symptoms
        diagnosis treatment medication medicine dose prescription injury injured wound wounds stitches fracture biopsy
        scan therapy therapist infection tissue exam examination ambulance paramedic anesthesia procedure""".split(),
    "selfHarm": "suicide suicidal overdose overdosed selfharm kms".split(),
}
STARTS = {
    "violence": ["murder", "slaughter", "strangl", "execut", "behead", "exterminat", "lynch"],
    "gore": ["disembowel", "dismember", "decapitat", "mutilat", "entrail", "eviscerat"],
    "medical": ["medic", "surg", "pharmac", "diagnos"],
}

PHRASES = {
    "intent": ["i will", "i am going to", "im going to", "we will", "going to", "need to", "needs to", "have to",
               "has to", "ought to", "want to", "i would", "i'd love to", "i hope", "hope you", "hope they"],
    "quotation": ["the word", "the phrase", "told me", "told us", "told her", "told him", "the term", "words like",
                  "someone say", "people say", "they say", "comments like", "things like", "quote unquote"],
    "selfHarm": ["kill myself", "killing myself", "cut myself", "cutting myself", "hurt myself", "hurting myself",
                 "harm myself", "harming myself", "end my life", "ending my life", "take my own life", "end it all",
                 "self harm", "self harming", "want to die", "wanna die", "wish i was dead", "wish i were dead",
                 "hang myself", "shoot myself", "starve myself", "starving myself", "better off dead",
                 "better off without me", "no reason to live", "dont want to live", "dont want to be here",
                 "dont want to be alive", "tired of living", "jump off a bridge", "slit my wrists", "burn myself",
                 "burning myself", "hate being alive", "not want to wake up", "never wake up", "kill yourself",
                 "my wrists", "drown myself", "overdose on"],
    "counter": ["not ok", "not okay", "isnt ok", "isnt okay", "stop saying", "stop calling", "stop using", "never say",
                "should never", "no one should", "nobody should", "no place for", "shouldnt say", "dont say",
                "wrong to", "not acceptable", "hate speech", "deserve respect", "call out", "speak up", "stand up for",
                "has to stop", "must stop", "human rights", "equal rights"],
    "ownGroup": ["i am a", "im a", "as a", "i am an", "im an", "as an", "my fellow", "we are", "us black", "us gay",
                 "proud to be", "my people", "i'm proud", "am proud", "my girls", "my sisters", "my brothers", "my homies"],
    "figurative": ["killing it", "killed it", "kill it", "im dead", "i am dead", "dead tired", "kill time",
                   "killing time", "killing me", "dying to", "to die for", "dying of laughter", "dying laughing",
                   "shoot me an email", "shoot me a text", "shoot me a message", "shoot you an email", "shoot some hoops",
                   "shoot hoops", "photo shoot", "shooting the movie", "shoot the movie", "shoot the scene", "hit me up",
                   "beat the traffic", "beat the rush", "beat the clock", "beat the deadline", "beat the heat",
                   "take a stab", "a stab at", "bomb diggity", "the bomb", "bath bomb", "photo bomb", "burning calories",
                   "burn calories", "burn fat", "crushed it", "crushing it", "crush it", "nailed it", "slayed", "slay",
                   "kill the lights", "kill the engine", "kill the process", "dead battery", "battery is dead",
                   "battery died", "phone died", "phone is dying", "dead end", "dead line", "drop dead gorgeous",
                   "knock em dead", "murder mystery", "murdered that", "cut myself shaving", "cut myself cooking",
                   "cut myself some slack", "hang out", "hanging out", "hang on", "hang up", "hung up", "hang in there",
                   "hit the gym", "hit the road", "hit the books", "hit the spot", "smash hit", "smashed it", "punch line",
                   "fruit punch", "shot in the dark", "give it a shot", "flu shot", "booster shot", "screen shot",
                   "break a leg", "break the ice", "break the news", "burned out", "burnt out", "burn out", "heart attack",
                   "panic attack", "sick beat", "drop the beat", "beats me", "died laughing", "bite the bullet",
                   "bullet points", "bullet point", "kick off", "kicked off", "kick the habit", "fight the urge",
                   "kill two birds", "dead serious", "dead wrong", "over my dead body", "my feet are killing me",
                   "my back is killing me", "hit song", "killer workout", "killer deal", "die hard", "never say die",
                   "gas station", "gas bill", "shot of", "hot shot", "long shot", "shoot for", "dead weight",
                   "hit rock bottom", "hit the brakes", "hit snooze", "hurt my back", "hurt my knee", "my back hurts"],
    "threat": ["kill you", "kill him", "kill her", "kill them", "kill them all", "hurt you", "beat you", "beat your",
               "shoot you", "stab you", "find you", "where you live", "watch your back", "hope you die", "go die",
               "you will pay", "you will regret", "regret this", "break your", "smash your", "burn your", "rape you",
               "punch you", "slap you", "youre dead", "you are dead", "dead meat", "put a bullet", "should be shot",
               "should be hanged", "should be hung", "should be killed", "should be executed", "deserve to die",
               "deserves to die", "ought to be shot", "needs to die", "need to die", "string them up", "round them up",
               "kick your", "wipe them out", "coming for you", "come after you", "end you", "make you suffer",
               "make them suffer", "beat the", "bash your", "cut your", "slit your", "knock you", "drop you"],
}

# ---- sentiment

NEGATIONS = """aint arent cannot cant couldnt didnt doesnt dont hadnt hasnt havent isnt neither never no nobody none nope
nor not nothing nowhere shouldnt wasnt werent without wont wouldnt rarely seldom despite hardly barely""".split()
CONTRAST = ["but", "however", "yet"]
CLAUSE_WORDS = ["but", "although", "though", "however", "yet", "except"]
BOOSTERS = {w: 1 for w in """absolutely amazingly awfully completely considerably decidedly deeply enormously entirely
especially exceptionally extremely fabulously fully fucking greatly highly hugely incredibly intensely majorly more most
particularly purely quite really remarkably so substantially thoroughly totally tremendously uber unbelievably unusually
utterly very too super freaking damn such""".split()}
BOOSTERS.update({w: -1 for w in """almost kinda less little marginally occasionally partly scarcely slightly somewhat
sorta""".split()})
IDIOMS = {"the shit": 30, "the bomb": 30, "bad ass": 15, "yeah right": -20, "to die for": 30, "kiss of death": -15,
          "cut the mustard": 20, "hand to mouth": -20, "not bad": 15, "not too bad": 12, "cant wait": 25,
          "can't wait": 25, "no problem": 12, "fed up": -22, "let down": -18, "could care less": -10,
          "my bad": -5, "no thanks": -8, "as if": -5, "beating heart": 20, "broken heart": -29}
VALENCE_EXTRA = {"yay": 24, "meh": -10, "yikes": -16, "ugh": -18, "omg": 3, "slay": 15, "lit": 15, "cringe": -16,
                 "smh": -15, "ripoff": -24, "scam": -25, "laggy": -16, "buggy": -14, "overpriced": -16, "refund": -6,
                 "delayed": -12, "underwhelming": -14, "unresponsive": -14, "goat": 10, "congrats": 24, "thx": 15,
                 "ty": 12, "blessed": 29, "hyped": 20, "pumped": 18, "stoked": 22}
EMOJI = {"😀": 22, "😁": 22, "😂": 15, "🤣": 18, "😃": 22, "😄": 22, "😅": 5, "😆": 20, "😉": 14, "😊": 26, "😋": 18, "😎": 18,
         "😍": 30, "🥰": 30, "😘": 27, "😗": 18, "😙": 18, "😚": 20, "🙂": 12, "🤗": 24, "🤩": 28, "😇": 20, "🥳": 28,
         "😌": 14, "😏": 4, "🙃": -2, "😐": -5, "😑": -10, "😒": -18, "🙄": -16, "😔": -20, "😕": -13, "🙁": -18, "☹": -20,
         "😣": -18, "😖": -20, "😫": -20, "😩": -16, "😢": -22, "😭": -14, "😤": -16, "😠": -24, "😡": -28, "🤬": -30,
         "😱": -8, "😨": -16, "😰": -18, "😥": -18, "😓": -14, "😞": -22, "😟": -18, "😳": -3, "🤢": -24, "🤮": -28,
         "🤒": -14, "🤕": -14, "😷": -10, "💀": -2, "👍": 20, "👎": -22, "👏": 20, "🙌": 22, "🙏": 12, "💪": 18, "✌": 14,
         "👌": 18, "🤝": 14, "💕": 26, "💖": 27, "💗": 26, "💙": 26, "💚": 24, "💛": 24, "💜": 24, "🖤": 16, "❤": 28,
         "♥": 26, "💔": -26, "💩": -14, "🎉": 26, "🎊": 24, "✨": 18, "🌟": 20, "⭐": 18, "🔥": 14, "💯": 18, "🏆": 22,
         "🎂": 18, "🌹": 18, "🌸": 14, "☀": 14, "🌈": 16, "🤦": -16, "🤷": -4, "😜": 18, "😝": 18, "😛": 16, "🖕": -28,
         "😈": -2, "👿": -20, "😪": -14, "😴": -4, "🥺": 2, "🥲": -2, "🤔": -2, "💋": 18, "😻": 24, "🐐": 14}
