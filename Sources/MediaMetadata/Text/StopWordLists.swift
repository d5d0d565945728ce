/// Articles, pronouns, prepositions, conjunctions, auxiliaries, and what people say while they think.
enum StopWordLists {
  static let byLanguage: [String: Set<String>] = lists.mapValues { Set($0.split(separator: " ").map(String.init)) }

  private static let lists: [String: String] = [
    "en": """
    a about above across actually after again against ago all almost along already also although always am among an and \
    another any anybody anyone anything anyway are around as ask asked at away back basically be became because become \
    been before began begin behind being below best better between big bit both bring but by call called came can cannot \
    come comes coming could course day days did different do does doing done down each either else end enough even ever \
    every everybody everyone everything exactly far feel felt few find first for found four from gave get gets getting \
    give given go goes going gone gonna good got gotta great guess had hand happen happened happens hard has have having \
    he hear heard help her here hers herself hey hi high him himself his hmm how however huh i if in indeed instead into \
    is it its itself just keep kept kind knew know known knows large last later least leave left less let like little \
    long look looked looking looks lot lots made make makes making man many may maybe me mean means men might mine mm \
    moment more most much must my myself near need needed needs neither never new next no nobody none nor not nothing now \
    number of off oh ok okay old on once one ones only onto or other others our ours ourselves out over own part people \
    perhaps person place please point possible pretty probably put quite rather really right said same saw say saying says \
    second see seem seemed seems seen several shall she should show side simply since small so some somebody someone \
    something sometimes somewhere soon sort start started still stop stuff such sure take taken takes taking talk talking \
    tell ten than thank thanks that the their theirs them themselves then there therefore these they thing things think \
    thinking third this those though thought three through thus time times to today together told tomorrow too took \
    toward towards tried try trying turn turned two uh um under until up upon us use used uses using usually very wanna \
    want wanted wants was way ways we well went were what whatever when where whether which while who whole whom whose why \
    will with within without won wonder word words work would yeah year years yes yesterday yet you your yours yourself \
    yourselves
    """,
    "de": """
    ab aber ach alle allein allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf \
    aus außer bald bei beide beiden beim bereits bin bis bisher bisschen bist bitte da dabei dadurch dafür dagegen daher \
    dahin damals damit danach daneben dann daran darauf daraus darf darfst darin darüber darum darunter das dass davon \
    davor dazu dein deine deinem deinen deiner dem den denen denn dennoch der deren des deshalb dessen dich die dies diese \
    diesem diesen dieser dieses dir doch dort drei du durch dürfen eben egal eher eigentlich ein eine einem einen einer \
    eines einfach einige einigen einmal eins endlich er erst erste ersten es etwa etwas euch euer eure fast für ganz ganze \
    ganzen gar geben gegen gehen geht gemacht genau genug gerade gern gesagt gewesen gibt ging gleich gut gute guten haben \
    habe habt hallo hast hat hatte hatten hätte hätten heißt her heraus herr heute hier hin hinter ich ihm ihn ihnen ihr \
    ihre ihrem ihren ihrer im immer in indem ins irgendwann irgendwas irgendwie ist ja jede jedem jeden jeder jedes jedoch \
    jemand jetzt kam kann kannst kaum kein keine keinem keinen keiner komm kommen kommt können könnte könnten lang lange \
    lassen leute letzte letzten liegt machen macht mal man manche manchmal mehr mein meine meinem meinen meiner mich mir \
    mit möchte mögen muss müssen musste na nach nachdem natürlich neben nein nicht nichts nie niemand noch nun nur ob oben \
    oder oft ohne paar sache sachen sagen sagt schon sehen sehr sei seid sein seine seinem seinen seiner seit selbst sich \
    sicher sie sieht sind so sogar solche soll sollen sollte sollten sondern sonst sowie stehen steht tag tage tun über um \
    und uns unser unsere unserem unseren unter viel viele vielen vielleicht vom von vor wann war waren warum was weg wegen \
    weil weiß weiter welche welchem welchen welcher welches wenig weniger wenn wer werde werden wie wieder will wir wird \
    wirklich wo woher wohin wohl wollen wollte worden wurde wurden während würde würden zeit zu zum zur zwar zwei zwischen \
    ähm äh
    """,
    "fr": """
    à afin ai ainsi alors après as assez au aucun aucune aujourd aujourd'hui aura aurait auront aussi autour autre autres \
    aux avaient avais avait avant avec avez avoir avons ayant bah beaucoup bien bon bonne car ce ceci cela celle celles \
    celui cent ces cet cette ceux chacun chaque chez chose choses ci comme comment contre d'accord dans de deçà dedans \
    dehors déjà depuis derrière des dessous dessus deux devant devrait dire dit dix doit donc dont du eh elle elles en \
    encore enfin entre es est et étaient étais était étant été être eu euh eux faire fais fait faites fallait faudrait faut \
    fois font hein hier ici il ils j jamais je jour jours jusqu jusque juste l la là laquelle le lequel les lesquels leur \
    leurs lors lorsque lui m ma mais mal me même mêmes merci mes mien mieux moi moins mon monde n ne ni non nos notre nous \
    on ont ou où ouais oui par parce parfois parler partout pas passe pendant personne petit petite peu peut peut-être \
    peux plein plus plusieurs plutôt point pour pourquoi pourrait pouvait pouvoir premier première presque prendre puis \
    puisque qu quand quatre que quel quelle quelles quelqu quelque quelques quels qui quoi rien s sa sais sait sans se \
    selon sera serait seront ses seul seulement si sien soi soit sommes son sont sous souvent suis sur surtout t ta tant \
    te tellement telle tels temps tes toi ton toujours tous tout toute toutes très trois trop tu un une va vais vas venir \
    vers veut veux viens vient voici voilà voir vois voit vont vos votre voulait vouloir vous vrai vraiment y
    """,
    "es": """
    a acá ahí ahora al algo alguien algún alguna algunas alguno algunos allá allí ante antes aquel aquella aquello aquí así \
    aun aún aunque bajo bastante bien bueno buena cada casi como cómo con conmigo contra cosa cosas cual cuál cuales \
    cualquier cuando cuándo cuanto cuánto cuatro da dar de debe decir del demás dentro desde después dice dicen dicho día \
    días donde dónde dos e el él ella ellas ello ellos en encima entonces entre era eran eres es esa esas ese eso esos \
    esta está estaba estaban estamos están estar estas este esto estos estoy fin forma fue fueron fuera gente gracias gran \
    grande ha haber había habían hablar hace hacer hacia hago han hasta hay he hemos hicieron hizo hola hoy igual incluso \
    ir jamás junto la las le les lo los luego lugar manera más me mejor menos mi mí mía mientras mil mío mis misma mismas \
    mismo mismos momento mucha muchas mucho muchos muy nada nadie ni ningún ninguna ninguno no nos nosotros nuestra nuestras \
    nuestro nuestros nunca o os otra otras otro otros para parece parte pero poco pocos poder podemos podía por porque pues \
    puede pueden puedo que qué quién quien quiere quiero quizá quizás realmente sabe saber se sé sea según seis ser será si \
    sí sido siempre siendo sin sino so sobre sola solamente solo sólo somos son soy su sus suya suyo también tal tampoco tan \
    tanto te tengo tenemos tener tenía ti tiempo tiene tienen toda todas todavía todo todos tres tu tú tus tuve tuvo un una \
    unas uno unos usted ustedes va vamos van varios veces ver verdad vez voy y ya yo
    """,
    "it": """
    a abbiamo abbia adesso ai al alcuni alcuna alla alle allo allora altra altre altri altro anche ancora anni anno appena \
    aveva avevano avere avete avuto basta bella bello ben bene bisogna buona buono c'è casa che chi chiaro ci ciò cioè come \
    comunque con contro cosa cose così credo cui da dagli dai dal dalla dalle dalli dallo davanti davvero degli dei del \
    della delle dello dentro detto deve di dice dicendo dire diverse dopo dove due dunque e è ebbe ecco ed era erano esempio \
    essa esse essere essi esso fa faccio fanno far fare fatto fino fosse fra fu fuori già gli grande grazie ha hai hanno ho \
    i il in infatti insieme invece io la là le lei li lì lo loro lui lungo ma mai male me meglio meno mentre mi mia mie miei \
    mila mio modo molta molte molti molto ne né negli nei nel nella nelle nello nessuno niente no noi non nostra nostre \
    nostri nostro nulla o oggi ogni ognuno oltre oppure ora parte perché perciò però persone più po po' poco poi poiché \
    posso può possiamo possono potere praticamente prima primo proprio può punto qua qual qualche qualcosa qualcuno quale \
    quali quando quanta quante quanti quanto quasi quattro quegli quei quel quella quelle quelli quello questa queste questi \
    questo qui quindi sa sai sara sarà sarebbe se secondo sei sempre senza si sì sia siamo siano siete so sola solo sono \
    sopra sotto sta stata state stati stato stesso su sua subito sue sugli sui sul sulla sulle suo suoi tale tanto te tempo \
    ti tra tre troppo tu tua tue tuo tutta tutte tutti tutto un una uno va vai vedere vediamo veramente verso vi via voi \
    volta volte vostra vostro vuole
    """,
    "pt": """
    a à agora aí ainda alguém algum alguma algumas alguns ali ante antes ao aos apenas após aquela aquelas aquele aqueles \
    aqui aquilo as às assim até bem boa bom cada casa certo coisa coisas com como contra cuja cujo da dá daí dar das de dela \
    dele deles depois desde dessa desse desta deste deve dia dias disse diz dizer do dois dos e é ela elas ele eles em então \
    entre era eram essa essas esse esses esta está estamos estão estar estas estava estavam este estes estou eu exemplo faz \
    fazer fez ficar foi for foram forma fosse gente grande há hoje ia ir isso isto já la lá lhe lhes lo lugar maior mais mas \
    me meio melhor menos mesma mesmo meu meus mim minha minhas muita muitas muito muitos na nada não nas nem nenhum nessa \
    nesse nesta neste ninguém no nós nos nossa nossas nosso nossos num numa nunca o obrigado obrigada onde ontem os ou outra \
    outras outro outros para parte pela pelas pelo pelos perto pessoa pessoas pode podem podemos poder pois por porque porquê \
    possível posso pouco pra primeira primeiro própria próprio qual quais qualquer quando quanto quase quatro que quê quem \
    quer quero realmente são se sei seja sem sempre sendo ser será seu seus si sido só sob sobre somos sou sua suas tal \
    talvez também tanto tão te tem têm temos tempo tenho ter teu teve tinha tipo toda todas todo todos tu tua tudo um uma \
    umas uns vai vão vamos ver verdade vez vezes você vocês vos vou
    """,
    "nl": """
    aan achter af al alle alleen alles als altijd ander andere anders bent ben beetje bij bijvoorbeeld binnen boven bovendien \
    daar daarom daarna dag dan dat de deze die dingen dit doe doen doet door dus echt een eens eerst eerste eigenlijk elk \
    elke en er ergens erg even ga gaan gaat gewoon geen geweest gezegd goed goede graag haar had hadden heb hebben hebt heeft \
    heel hele helemaal hem hen het hier hij hoe hoor hun iedereen ieder iemand iets ik in inderdaad is ja jaar je jij jou \
    jouw jullie kan keer komen komt kon kunnen kunt laat laatste laten later maak maakt maar maken man me meer meest mensen \
    met mij mijn minder misschien moest moet moeten mogen na naar natuurlijk nee neen niemand niet niets niks nog nooit nou nu \
    of om omdat onder ons onze ook op over paar precies rond sinds sommige soms staan staat te tegen tijd toch toen tot tussen \
    twee uit uw vaak van vanaf veel ver verder vind voor vooral waar waarom wanneer want waren was wat we weer weet wel welk \
    welke werd werden wie wij wil willen wilt wordt worden zeg zeggen zegt zei zeker zelf zich zie zien ziet zij zijn zo zoals \
    zonder zou zouden zullen
    """,
    "sv": """
    aldrig alla allt alltid alltså andra att av bara barn behöver bli blir blev både bättre där därför de dem den denna deras \
    dess dessa det detta dig din dina ditt dock du då efter egen eller en enda er ett från får fick fram få före för första \
    ganska genom ger ge gick gå går gör göra gjorde ha hade han hans har hej heller helt henne hennes hon honom hur här i ibland \
    icke igen in ingen inget inga innan inte ja jag jo ju just kan kanske kom komma kommer kunde kunna lite liten lika man med \
    mellan men mer mest mig min mina mitt mot mycket många måste nej ni nog nu någon något några när nästan och också om oss på \
    redan rätt sade samma samt sedan sen ser sig sin sina sitt ska skall skulle så sådan säga säger sätt ta tack tar till tills \
    tror tycker två under upp ur ut utan vad var vara varför varit varje vem vet vi vid vill ville väl än ändå är åt över
    """,
    "da": """
    af aldrig alle alt altid altså anden andet andre at bare begge blev blive bliver da de dem den denne der deres det dette dig \
    din dine dit dog du efter eller en end er et far flere for fordi fra få får før først gang ganske gik gå går gør gøre gjorde \
    godt ham han hans har havde have hej helt hende hendes her hos hun hvad hvem hver hvilken hvis hvor hvordan hvorfor i igen \
    igennem ikke ind ingen intet ja jeg jer jo kan kom komme kommer kun kunne lidt lige man mange med meget mellem men mere mest \
    mig min mine mit mod måske må når nej nemlig ni nogen noget nogle nok nu når næsten og også om op os over på samme se sig sige \
    siger sin sine sit skal skulle som står så sådan tage tager tak til to tror ud uden under var ved vel vi vide vil ville vores \
    være været år
    """,
    "no": """
    aldri alle alltid alt altså andre at av bare begge ble bli blir både da de deg dem den denne der deres det dette din disse du \
    eller en enn er et ett etter få får fikk for fordi fra før første gang ganske gikk gjennom gjør gjøre gjorde god godt gå går ha \
    hadde ham han hans har hei helt henne hennes her hun hva hvem hver hvilken hvis hvor hvordan hvorfor i igjen ikke ingen inn \
    innen ja jeg jo kan kanskje kom komme kommer kunne lik like litt man mange med meg meget mellom men mer mest min mitt mot mye må \
    måtte nei noe noen nok nå når og også om opp oss over på samme seg selv si sier sin sitt skal skulle slik som så ta tar takk til \
    to tror under ut uten var ved vel vet vi vil ville vår være vært år
    """,
    "fi": """
    ai aina aivan alla asia asiat ei eihän eikä elikä eli emme en enemmän ennen eri että et ettei etten ehkä hän häntä hänen he \
    heidän hei hyvä hyvin ihan itse ja jo joka jokin joko jolla jonka jos joskus jossa jota jotain jotka joten juuri kaikki kaikkea \
    kanssa kautta kerran kiitos kin koko koska kuin kuinka kuitenkin kun kuten kyllä käy lisäksi me meidän meillä melko mihin mikä \
    miksi millä minkä minun minulla minä missä mitä mitään molemmat moni mukaan mun mutta muu muuta mä myös ne niiden niin niinku \
    niitä no noin nyt näin ollut oma on ole olen olet olemme oli olivat olla oltiin olisi ovat paljon pitää pitäisi saa se sekä sen \
    siellä sieltä siihen siis siinä siitä sillä silloin sitten sinä sinun sitä sä taas tai tavalla te teidän tehdä tietysti toi \
    toinen tosi tulee tuo tuolla tuossa tämä tämän tässä tästä tätä täällä vaan vaikka vain varmaan vasta vielä voi voida vähän yksi \
    yli
    """,
    "pl": """
    a aby ale albo ani bardzo bez bo być był była było były będą będę będzie być cały chce chcę chyba ci cię ciebie co czy czyli dla \
    dlaczego dlatego do dobra dobre dobrze dużo dwa gdy gdzie go i ich ile im inny iść ja jak jaka jaki jakie jako jakby jakoś jednak \
    jeden jego jej jemu jest jestem jeszcze jeśli jeżeli już każdy kiedy kilka która które którego której który których którzy kto ku \
    lat lub ma mają mam mamy mi mieć mnie mną moja moje może można mój mówi mu my na nad nam nami nas nasz natomiast nawet nic nich nie \
    niego niej nim nimi nią niż no o od on ona one oni ono oraz po pod ponieważ potem przed przez przy raz razem również są siebie się \
    skąd sobie swoje swój ta tak taka taki takie także tam te tego tej temu ten teraz też to tobą tobie trochę trzeba tu tutaj twoja \
    twój ty tych tylko tym u w was we według wie wiem wiele więc więcej właśnie wszystkie wszystko wtedy wy z za zawsze ze znowu że żeby
    """,
    "cs": """
    a aby ale ani ano až bez bude budou budu by byl byla bylo byli být co což další dnes do dobře dva ho i já jak jako je jeden jedna \
    jedno jeho její jejich jen jenom jenže ještě ji jiné již jsem jsi jsme jsou jste k kam kde kdo kdy když ke která které kteří který \
    kterou ku má mají máme mám málo mě mezi mi mít mně mnou možná můj může my na nad nám námi nás náš ne nebo nebyl něco nějak nějaký \
    není nic než nich ním o od ode on ona oni ono pak po pod podle pokud potom právě pro proč proto protože první před přes při s se si \
    sice skoro své svůj ta tak také takže tam té tebe ten teď tento této tím to tobě tohle toho tom tomu tu tuto tvůj ty tyto u už v \
    vám vás váš ve velmi více však vše všechno všichni vy z za zde ze že
    """,
    "ru": """
    а без более больше будет будто бы был была были было быть в вам вас ваш весь во вообще вот впрочем все всегда всего всех всю вы где \
    говорит говорить да давай даже два для до другой его ее её ей ему если есть еще ещё ж же за зачем здесь значит и из или им иногда \
    их к каждый кажется как какая какой когда конечно которая которые который кто куда ли лучше люди между меня мне много может можно \
    мой моя мы на над надо наконец нас наш не него нее ней нельзя нет ни нибудь никогда ним них ничего но ну о об один он она они оно \
    опять от очень перед по под пока после потом потому почему почти просто при про раз разве с сам свой своих свою себе себя сейчас \
    сегодня сказал сказать со совсем спасибо так также такой там тебе тебя тем теперь то тогда того тоже только том тот три тут ты у уж \
    уже хорошо хотя чего чем через что чтоб чтобы чуть эта эти это этого этой этом этот эту я
    """,
    "uk": """
    а або але багато без би більше буде були було бути був була в вам вас ваш весь вже ви від він вона вони воно все всі де для до дуже \
    є ж же за завжди зараз з зі і із її їй їм їх його йому каже коли кожен краще ласка лише ми мене мені мій може можна моя на навіть \
    над нам нас наш не нема ні ніж ніколи нічого ну о один от ось перед по під після про просто раз разом сам свій своє себе сьогодні \
    та так такий також там те тебе тепер ти тим то тобі тоді того той тому треба тут у хто хоча хіба це цей ця ці цього через чи чим чому \
    щоб що ще я як яка який які якщо
    """,
    "tr": """
    acaba ama ancak artık aslında az bana bazı belki ben benden beni benim bile bir biraz birçok biri birkaç birşey biz bizim böyle bu \
    buna bunda bundan bunlar bunu bunun burada çok çünkü da daha de değil demek diye dolayı en evet fakat falan filan gene gerçekten gibi \
    göre hala hani hatta hayır hem henüz hep hepsi her herkes hiç için iki ile ilgili ise işte iyi kadar karşı kendi kez ki kim kimse mi \
    mı mu mü nasıl ne neden nerede niçin niye o olan olarak oldu olduğu olmak olsun olur on ona ondan onlar onlara onların onu onun orada \
    oysa öyle peki pek rağmen sadece sanki sen senin siz sizin sonra şey şeyi şimdi şöyle şu tabii tamam tüm var ve veya ya yani yapmak \
    yeni yine yok zaten
    """,
    "ar": """
    في من على إلى عن مع هذا هذه ذلك تلك هو هي هم نحن أنا أنت أنتم التي الذي الذين اللي كان كانت يكون تكون أن إن إنه إنها أنه أنها لا ما لم لن \
    ليس ليست قد كل بعض غير بين حتى إذا لو لكن ثم أو أم أي كيف متى أين لماذا ماذا هل يا بعد قبل عند عندما منذ خلال حول فقط أيضا جدا مثل هناك هنا الآن \
    كما لأن له لها لهم لنا لك لي به بها فيه فيها منه منها عليه عليها
    """,
    "hi": """
    का के की को में से है हैं था थे थी और या पर यह ये वह वे इस उस इन उन एक तो ही भी कि जो हो होता होती होते कर करना करने किया गया गई गए अपने अपना अपनी \
    नहीं न मैं मैंने हम तुम आप मेरा मेरे मेरी हमारा हमारे आपका आपके कुछ कोई क्या क्यों कैसे कब कहाँ कहा जब तब जैसे लिए साथ बहुत अब यहाँ वहाँ फिर बाद पहले तक रहा रहे रही \
    जा जाता जाते सकता सकते ने
    """,
    "ja": """
    こと もの ため とき ところ よう そう これ それ あれ どれ ここ そこ あそこ どこ この その あの どの わけ はず つもり 私 僕 俺 君 自分 今 今日 人 方 時 何 誰 皆 一つ 二つ \
    場合 感じ 本当 全部 一番 皆さん
    """,
    "zh": """
    我们 你们 他们 她们 它们 自己 这个 那个 这些 那些 这样 那样 这里 那里 什么 怎么 怎样 为什么 哪里 哪个 因为 所以 但是 如果 虽然 然后 还是 就是 不是 没有 可以 可能 应该 \
    需要 知道 觉得 认为 现在 时候 一个 一些 一样 一下 一种 一直 很多 非常 已经 其实 或者 而且 只是 只有 还有 这种 那种 起来 出来 大家 东西 不会 不能 之后 之前 以后 以前 我們 你們 他們 \
    這個 那個 這些 這樣 什麼 怎麼 為什麼 因為 沒有 應該 現在 時候 一個 還是 這種
    """,
  ]
}
