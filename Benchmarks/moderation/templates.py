"""Own sentences: harmless uses of loaded words beside the harmful ones, so that a head learns the difference.

Every frame is filled from the lists below; `rows()` keeps a fixed number of fillings a frame. A frame is one
group of the cross-validation. Slurs and strong words are never written here: `{slur}` and `{swear}` are filled from
the lexicon when training runs.
"""

from datasets import MISSING, Row, labels, order

GROUPS = ["women", "gay people", "lesbians", "trans people", "black people", "white people", "Asian people",
          "Muslims", "Jews", "Christians", "Hindus", "immigrants", "refugees", "disabled people", "deaf people",
          "autistic people", "Mexicans", "Arabs", "Africans", "Indians", "Chinese people", "Russians", "Germans",
          "French people", "old people", "Latinos", "Roma families", "atheists", "men", "foreigners", "girls",
          "blind people", "bisexual people", "Native Americans", "Turkish people", "Poles", "queer people",
          "wheelchair users", "Pakistanis", "Buddhists", "people of colour", "single mothers", "migrants"]
ONE = ["a woman", "a gay man", "a lesbian", "a trans woman", "a trans man", "a black man", "a black woman",
       "a white guy", "an Asian woman", "a Muslim", "a Jew", "a Jewish man", "a Christian", "a Hindu", "an immigrant",
       "a refugee", "a disabled person", "a deaf girl", "an autistic man", "a Mexican", "an Arab", "an African woman",
       "an Indian man", "a Chinese student", "a German", "a bisexual woman", "a queer artist", "a wheelchair user",
       "a blind man", "a Latina", "a Sikh", "a Buddhist", "an atheist", "a feminist", "a Somali woman", "a single mother"]
ADJECTIVES = ["gay", "trans", "black", "white", "Muslim", "Jewish", "Christian", "Asian", "Mexican", "disabled", "deaf",
              "lesbian", "queer", "Arab", "African", "Hindu", "female", "blind", "autistic", "immigrant", "Chinese",
              "Indian", "bisexual", "Latino", "Polish", "Turkish"]
BAD = ["stupid", "dirty", "lazy", "disgusting", "worthless", "evil", "dangerous", "criminals", "liars", "inferior",
       "thieves", "vermin", "animals", "scum", "a disease", "parasites", "ugly", "subhuman", "a plague", "crazy"]
HARM = ["attacked", "beaten", "deported", "locked up", "thrown out", "killed", "wiped out", "shot", "burned alive",
        "driven out", "hanged", "exterminated"]
VERB = ["hate", "despise", "can't stand", "loathe", "am sick of", "am disgusted by", "detest"]
GOOD = ["kind", "brave", "smart", "wonderful", "funny", "hard-working", "generous", "amazing", "talented", "lovely"]
PEOPLE = ["my boss", "my brother", "that waiter", "this guy", "my neighbour", "the referee", "the manager", "my ex",
          "that driver", "the landlord", "Kevin", "Susan", "the whole team", "that teacher", "the plumber"]
THINGS = ["Mondays", "mushrooms", "this weather", "traffic", "this phone", "early meetings", "spam mail", "broccoli",
          "slow internet", "that song", "paperwork", "airport food", "horror films", "long queues", "this game"]
RUDE = ["idiot", "moron", "loser", "fool", "clown", "liar", "coward", "jerk", "creep", "pathetic little man",
        "waste of space", "complete failure", "imbecile", "useless lump", "dumb pig", "disgrace", "ugly cow"]
INJURY = ["your legs", "your arms", "your face", "your jaw", "your windows", "your neck", "your fingers", "your ribs"]

ZERO = labels(0)
NOT_HATE = labels(hate_speech=0, toxic=0, harassment_or_abuse=0, sexual=0, graphic=0, self_harm=0)
HATEFUL = labels(toxic=1, hate_speech=1, sexual=0, graphic=0, self_harm=0)
INSULTING = labels(toxic=1, insult=1, hate_speech=0, sexual=0, graphic=0, self_harm=0, violence_or_threat=0)
THREAT = labels(toxic=1, violence_or_threat=1, sexual=0, self_harm=0)
HARASS = labels(toxic=1, harassment_or_abuse=1, hate_speech=0, graphic=0, self_harm=0)
GORE = labels(graphic=1, sexual=0, hate_speech=0, insult=0, self_harm=0)
SELF = labels(self_harm=1, hate_speech=0, insult=0, sexual=0, harassment_or_abuse=0)
SWEARING = labels(profanity=1, hate_speech=0, insult=0, sexual=0, violence_or_threat=0, graphic=0,
                  harassment_or_abuse=0, self_harm=0)
SEXUAL = labels(sexual=1, hate_speech=0, violence_or_threat=0, graphic=0, self_harm=0)

# name: (labels, weight, fillings kept of a frame, frames)
SETS = {
    "neutral": (ZERO, 1.0, 14, """
        My neighbour is {one}.
        I am {one}.
        I'm {one}, and I work in accounting.
        She told me that she is {one}.
        There are many {groups} in my city.
        {Groups} have lived here for a hundred years.
        The new law affects {groups} as well.
        We interviewed {one} about the housing market.
        My best friend is {one} from Leeds.
        Some {groups} came to the meeting last night.
        The article is about {groups} in the labour market.
        Are there any {groups} in your class?
        His doctor is {one}.
        A {adj} colleague of mine is getting married in June.
        The survey asked two hundred {groups}.
        {One} sat next to me on the train.
        Both of them are {adj}.
        The shop belongs to {one}.
        {Groups} and their families are invited.
        He grew up as {one} in a small town.
        The course covers the history of {groups} in Europe.
        You're {adj}, right?
        I didn't know that he was {adj}.
        The film tells the story of {one} in the fifties.
        As {one} I often get asked where I am from.
        {Groups} vote in the next election too.
        Most {groups} I know live near the coast.
        My cousin married {one} last year.
        {Groups} make up ten percent of the population.
        Our teacher this year is {one}.
        We have {groups} on our team.
        The committee has three {adj} members.
        I went to school with a lot of {groups}.
        A {adj} couple moved in next door.
        The {adj} community centre opens at nine.
        """),
    "kind": (ZERO, 1.0, 14, """
        {Groups} are {good}.
        I love {groups}.
        I really admire {groups}.
        {Groups} are some of the {good} people I know.
        {Groups} deserve respect and equal rights.
        {Groups} should be treated like everyone else.
        We need more {groups} in science.
        It is great to see {groups} on television.
        {Groups} are welcome here.
        I'm so proud of my {adj} sister.
        Happy for all the {adj} kids who feel seen today.
        I would be lucky to have {one} as a friend.
        {Groups} make this town a better place.
        Thank you to all the {groups} who helped us.
        Being {adj} is nothing to be ashamed of.
        It's okay to be {adj}.
        Let us support {groups} in our neighbourhood.
        We stand with {groups}.
        {Groups} can do anything they want.
        How wonderful that {groups} finally get a voice.
        You are a {good} {adj} woman, never forget that.
        I think {groups} are beautiful.
        Everybody should be nice to {groups}.
        God bless {groups}.
        {Groups} are just as {good} as anyone.
        My {adj} friends are so {good}.
        I trust {groups} completely.
        {Groups} rock!
        We should celebrate {groups} more often.
        I'm glad that {one} is our new neighbour.
        I could listen to {groups} talk all day, such {good} stories.
        Meeting {one} changed my life for the better.
        {Groups} are great.
        Nothing but love for {groups}.
        I like {groups}.
        I really like being around {groups}, they are {good}.
        """),
    "counter": (NOT_HATE, 1.5, 14, """
        Saying that {groups} are {bad} is simply wrong.
        It is not okay to say "{groups} are {bad}".
        Anyone who says "I {verb} {groups}" needs help.
        You can't just tell people that {groups} should be {harm}, that's awful.
        Stop saying "{groups} are {bad}", it hurts people.
        He wrote "{groups} should be {harm}" and got banned for it. Good.
        "{Groups} are {bad}" is exactly the kind of racism we have to fight.
        My uncle said "all {groups} are {bad}" and I told him to leave.
        People who claim that {groups} are {bad} have never met one.
        The idea that {groups} are {bad} is ignorant nonsense.
        If you think {groups} are {bad}, you are part of the problem.
        Nobody should ever have to hear "{groups} are {bad}".
        I heard a man shout "get out, you {bad} people" at {groups}. Disgraceful.
        She was told that {groups} are {bad}, and she reported it.
        Calling {groups} {bad} is hate speech.
        Why would anyone say that they {verb} {groups}? So sad.
        The politician apologised for saying that {groups} are {bad}.
        Comments like "I {verb} {groups}" have no place here.
        There is no excuse for a phrase like "{groups} don't belong here".
        Who taught you to say {groups} are {bad}? That's prejudice.
        The report quotes a post saying {groups} should be {harm}.
        It's disgusting how some people say {groups} should be {harm}.
        I will call out every person who says {groups} are {bad}.
        "Send the {groups} home" was sprayed on the wall, and we painted over it.
        Imagine thinking that {groups} are {bad}. Unbelievable.
        We teach children that "{groups} are {bad}" is a lie.
        Using the word {slur} for a person is never acceptable.
        Please don't use the word {slur}, it is offensive.
        He called me a {slur} and I cried all night.
        Someone called my friend a {slur} at school today.
        A song with the word {slur} in it should not be played here.
        Would you shout {slur} at a child? Then don't write it.
        You shouldn't say {slur}, that is a slur.
        Hearing someone say that {groups} are {bad} breaks my heart.
        "{Groups} should be {harm}" is what he shouted. The police took him away.
        We do not tolerate sentences like "{groups} are {bad}" in this forum.
        I was shocked to read "I {verb} {groups}" on a poster.
        Teachers should step in when a pupil says "{groups} are {bad}".
        Whoever says that {groups} should be {harm} should be ashamed.
        """),
    "negated": (NOT_HATE, 1.5, 14, """
        I don't {verb2} {groups}.
        I do not {verb2} {groups} at all.
        I have never {hated} {groups}.
        {Groups} are not {bad}.
        {Groups} aren't {bad}, they are people.
        No, {groups} are not {bad}.
        We must not hurt {groups}.
        I would never say that {groups} are {bad}.
        I don't believe that {groups} are {bad}.
        It is not true that {groups} are {bad}.
        {Groups} should never be {harm}.
        No {adj} person deserves to be {harm}.
        {Groups} do not deserve to be {harm}.
        Nobody here {hates} {groups}.
        You should not {verb2} {groups}.
        There is nothing wrong with {groups}.
        I can't hate {groups}, I grew up with them.
        Don't attack {groups}.
        We will not let {groups} be {harm}.
        Not one of the {groups} I met was {bad}.
        {Groups} have never been {bad} to me.
        None of us wants {groups} to be {harm}.
        I don't want {groups} to leave.
        It would be wrong to {verb2} {groups}.
        Being {adj} doesn't make you {bad}.
        No one should fear {groups}.
        I feel no hatred towards {groups}.
        {Groups} have never done me any harm.
        Not all {groups} are like that, and most are {good}.
        No one I know {hates} {groups}.
        There is no reason to {verb2} {groups}.
        {Groups} are no {bad2} people, I can tell you that.
        I could never {verb2} {groups}.
        We do not think that {groups} are {bad}.
        Of course {groups} are not {bad}.
        {Groups} must not be {harm}, ever.
        """),
    "reclaimed": (labels(toxic=0, hate_speech=0, insult=0, harassment_or_abuse=0, violence_or_threat=0, sexual=0,
                         graphic=0, self_harm=0), 1.5, 16, """
        As {one} I call myself a {slur} and I wear it with pride.
        We took the word {slur} back.
        I'm a proud {slur}.
        My fellow {slur} friends and I are going dancing.
        Us {slur}s have to stick together.
        Love my {slur} crew so much.
        I am such a {slur} today and I love it.
        Proud {slur} and not sorry about it.
        We're here, we're {slur}s, get used to it.
        Happy birthday to my favourite {slur}, love you sis.
        Yes, I'm a {slur}, and what about it?
        I'm allowed to call myself a {slur}.
        What's up my {slur}s, good to see you all.
        That's my {slur} right there, so proud of you.
        """),
    "hateful": (HATEFUL, 1.0, 12, """
        I {verb} {groups}.
        I {verb} all {groups}.
        {Groups} are {bad}.
        All {groups} are {bad}.
        {Groups} are nothing but {bad}.
        {Groups} should be {harm}.
        Every last one of the {groups} deserves to be {harm}.
        We don't want {groups} in this country.
        Get those {groups} out of here.
        {Groups} do not belong in a civilised society.
        I wish all {groups} would disappear.
        {Groups} make me sick.
        You are just a {bad2} {adj} person and you will never be one of us.
        Never trust {groups}, they are {bad}.
        What do you expect, she is {adj}, and {adj} people are {bad}.
        Why are {groups} so {bad2}?
        Is it just me or are {groups} {bad}?
        {Groups} are ruining everything, they must be {harm}.
        The world would be better without {groups}.
        If it were up to me, {groups} would be {harm}.
        Go back to where you came from, {groups} are {bad}.
        It's a fact that {groups} are {bad}.
        {Groups} deserve no rights.
        Someone like you, {one}, is {bad2} by nature.
        I can't believe that they let {groups} in, they are all {bad}.
        You are a {slur}.
        You {slur}s should all be {harm}.
        All {slur}s are {bad}.
        Shut up, you {slur}.
        What a disgusting {slur}.
        Honestly, {groups} are the worst kind of people.
        Keep {groups} away from our children.
        There is nothing good about {groups}.
        My problem with {groups} is that they are {bad}.
        We have to get rid of {groups} once and for all.
        You can tell that somebody is {adj} because they are always {bad2}.
        {Groups} are destroying this nation.
        A {adj} person can never be trusted.
        I would never let {one} into my house, they are {bad}.
        Nobody should have to live next to {groups}.
        {Groups} have the brains of a child.
        {Groups} are below us, that is how nature made them.
        It disgusts me to see {groups} in public.
        Don't hire {groups}, they are {bad}.
        The only good thing to do with {groups} is to have them {harm}.
        Hitting {groups} should be legal.
        Someone should teach those {groups} a lesson with a baseball bat.
        {Groups} spread disease wherever they go.
        Seeing {one} makes me want to throw up.
        I feel nothing but contempt for {groups}.
        {Groups} don't deserve to live.
        This country was better before the {groups} came.
        How is it that {groups} are always so {bad2}?
        They let {one} teach children now, how sick is that?
        """),
    "not_group": (labels(hate_speech=0, sexual=0, graphic=0, self_harm=0, profanity=0), 1.0, 14, """
        I hate {thing}.
        I {verb} {person}.
        {Person} makes me so angry.
        I {verb} {thing} more than anything.
        {Person} is a {rude}.
        All artists are {bad2}.
        I wish {person} would move away.
        Bankers are {bad2}.
        Down with the government, they are {bad2}.
        Those bikes are {bad2} and should be {harm}.
        I hate lawyers.
        The committee is full of {rude}s.
        """),
    "things": (ZERO, 0.7, 8, """
        I hate {thing}.
        I can't stand {thing}.
        {Thing} are the worst.
        I'm so sick of {thing}.
        {Thing} should be banned, honestly.
        I {verb} {thing} so much.
        """),
    "insulting": (INSULTING, 0.8, 12, """
        You are such a {rude}.
        You're a {rude}.
        Shut up, you {rude}.
        What a {rude} you are.
        {Person} is a {rude} and everybody knows it.
        Only a {rude} would say something like that.
        Look at this {rude}.
        You are {bad2} and nobody likes you.
        Are you really that {bad2}?
        How can anyone be so {bad2}, you {rude}?
        Nobody cares what a {rude} like you thinks.
        Go away, {rude}.
        you {rude} lol
        u r a {rude}
        """),
    "kind_person": (ZERO, 0.8, 6, """
        You are so {good}.
        You're a {good} friend.
        {Person} is {good}, I like working with him.
        I don't think you are stupid.
        You are not an idiot, everybody makes mistakes.
        I felt like an idiot when I lost my keys.
        I was stupid to forget my umbrella.
        Don't call yourself a loser, you did well.
        That was a stupid question of mine, sorry.
        Nobody thinks that you are a failure.
        My phone is so dumb sometimes.
        You are not stupid, you just had a bad day.
        I never said that you were a liar.
        Am I an idiot or is this button missing?
        He isn't a loser, he won twice last year.
        Who called you ugly? That is not true.
        You look great today.
        You guys are the best.
        Your idea is not bad at all.
        I'm such a clown sometimes, haha.
        Sorry, I was a jerk yesterday.
        You must be tired, have a rest.
        You should be proud of yourself.
        You are going to love this.
        """),
    "women": (ZERO, 1.0, 8, """
        The women in my office organised the party.
        My girlfriend is coming over tonight.
        She is the best player on the team.
        A woman asked me for directions.
        My mother and my two sisters live in Boston.
        The girls won the match three to one.
        She said no, so I asked somebody else.
        Women's football is on television tonight.
        My wife thinks we should buy the blue one.
        I met a girl at the library yesterday.
        Women and men earn the same here.
        She got promoted to head of sales.
        The actress gave a long speech about her mother.
        Ladies, the changing rooms are on the left.
        Her daughter is studying physics.
        The waitress was very friendly.
        A female doctor examined her.
        Do the girls want pizza or pasta?
        My ex-girlfriend and I are still friends.
        She's wearing a red dress and white shoes.
        Women over fifty should get a check-up every year.
        Girls like that game as much as boys.
        My grandmother was a nurse during the war.
        I told her that I would be late.
        Every woman in the room raised her hand.
        She broke up with him last week.
        Are women allowed to join the club?
        Feminists marched in the capital on Sunday.
        That lady dropped her purse.
        The female lead was excellent in that movie.
        """),
    "figurative": (ZERO, 1.2, 8, """
        You're killing it out there.
        That joke killed me, I'm dead.
        I'm dying of laughter.
        This heat is killing me.
        My feet are killing me.
        I would kill for a coffee right now.
        We killed some time at the station.
        Kill the lights, please.
        You have to kill the process and start it again.
        That cake is the bomb.
        That party was bomb diggity.
        She bombed the interview, poor thing.
        The new album is fire, absolutely sick.
        I could murder a curry.
        He murdered that song, in a good way.
        I'm dying to see that film.
        These shoes are to die for.
        My battery is dead.
        My phone died during the call.
        I'm dead tired after that shift.
        We are going to crush the other team tomorrow.
        They destroyed us four nil.
        She slayed that performance.
        Shoot me an email when you are done.
        Let me take a shot at it.
        We shot the scene in one take.
        Beat the eggs and whip the cream.
        Beat the traffic by leaving early.
        I'll hit you up later.
        Let's hit the gym.
        Hang in there, it will get better.
        Do you want to hang out on Friday?
        Break a leg tonight.
        My dad is going to kill me when he sees the car.
        My wife will kill me if I forget the milk.
        I hate it when that happens.
        I hate to say it, but you were right.
        Stop it, you're hurting my stomach with these jokes.
        That test kicked my butt.
        He stabbed the potato with a fork.
        Chop the onions and slice the meat thinly.
        The hunters shot two deer on Saturday.
        We need to attack this problem from another side.
        Our striker is deadly in front of goal.
        The plot has a killer twist.
        Burn the files to a disc.
        I burned the toast again.
        The bomb squad gave the all-clear.
        He plays a murderer in the new series.
        Fire him up for the game.
        Take the kill switch and pull it.
        The deadline is killing us.
        Execute the command as administrator.
        We have to put a bullet point there.
        She threw a punch bowl party.
        You nailed it, mate.
        I'm going to beat you at chess tonight.
        I will destroy you at table tennis.
        You are dead to the world before your first coffee.
        This song slaps so hard.
        I'm gonna smash this exam.
        Someone stop me before I buy more shoes, I'm going to go broke and die.
        Ugh, kill me now, it's only Tuesday.
        That workout destroyed my legs.
        The suspense is killing me.
        He's a beast on the pitch.
        She ate that look up, killed it.
        You guys are savage.
        This game is sick and the graphics are insane.
        I could strangle my printer.
        The coffee machine is dead again, rest in peace.
        """),
    "news": (labels(toxic=0, profanity=0, hate_speech=0, insult=0, sexual=0, violence_or_threat=0, graphic=0,
                    harassment_or_abuse=0, self_harm=0), 0.8, 8, """
        Police said that three people were killed in the crash.
        The attack on the village left many dead, the agency reports.
        A man was arrested on suspicion of murder.
        The soldiers were shot during the war.
        The museum shows weapons from the First World War.
        Two people were stabbed near the station, and the police are looking for witnesses.
        The trial of the bomber starts on Monday.
        The president condemned the attack.
        Her grandfather died in the war.
        The earthquake killed more than forty people.
        The victims of the shooting were remembered today.
        The court heard that he had threatened his wife.
        A bomb from the war was found on the building site.
        The new law bans automatic weapons.
        He died peacefully at home at the age of ninety.
        Domestic violence is a serious problem that we must talk about.
        The documentary is about the death penalty.
        Rebels and government troops fought near the border.
        Firefighters found a body in the burned building.
        The charity helps victims of sexual assault.
        """),
    "threat": (THREAT, 0.8, 12, """
        I will break {injury}.
        I'm going to break {injury} if you come back.
        Come near me again and I will smash {injury}.
        I will find you and I will kill you.
        I know where you live, watch your back.
        You are dead, do you hear me?
        Somebody should shoot {person}.
        I hope {person} dies in a fire.
        {Person} ought to be {harm}.
        I will burn your house down.
        We will hunt you down and beat you.
        I'm going to kill {person}.
        If you tell anyone, I will hurt your family.
        Say that again and I'll punch you in the mouth.
        You deserve to be {harm}.
        They all deserve to be {harm}.
        I want to see {person} bleed.
        Next time I bring a gun.
        I swear I will stab {person}.
        you gonna get {harm} soon
        Let's beat up {person} after school.
        Do us a favour and drop dead.
        I hope you get hit by a truck.
        """),
    "harass": (HARASS, 0.8, 8, """
        Come on, send me a picture of your body, nobody will know.
        Why don't you answer? I know you are at home. I will keep calling.
        You will do what I say or everyone gets to see those pictures.
        Take off your clothes for me.
        You look so hot in that skirt, bend over again.
        If you don't go out with me, you can forget your promotion.
        I have been watching you all week, you can't hide.
        You will lose your job if you tell anybody about this.
        Nobody will ever believe you, so keep your mouth shut.
        Everyone at work laughs at you behind your back, just quit.
        Stop crying, you little baby, everyone is watching you.
        You are mine, you don't get to say no.
        Show me what you wear underneath.
        I will post your address online so that people can visit you.
        You are a joke, and I will remind you of it every single day.
        No wonder your husband left you.
        Your own mother is ashamed of you.
        Do as you are told, woman, or else.
        You better answer me or I'll make your life hell.
        Are you wearing anything right now? Tell me.
        Let's all message her until she deletes her account.
        Go and cry about it, nobody wants you here.
        I'll make sure you never work again, you hear me?
        """),
    "gore": (GORE, 1.0, 8, """
        Blood gushed from his neck and his head rolled across the floor.
        The knife opened her belly and the intestines slid out.
        His skull cracked and the brain splattered against the wall.
        They cut off his fingers one after another while he screamed.
        The corpse was rotting, maggots crawled out of the eye sockets.
        Her severed arm lay in a pool of blood.
        He tore the flesh from the bone with his teeth.
        The blast ripped his legs off and left the bones sticking out.
        She skinned the prisoner alive, strip by strip.
        The axe split his face in two and blood sprayed everywhere.
        They gouged out her eyes and left her bleeding in the dirt.
        Guts and pieces of flesh were hanging from the branches.
        The body had been dismembered and the limbs stacked in the corner.
        He kept hitting until the face was only a red pulp.
        The chainsaw went through the stomach and everything spilled out.
        Blood poured out of his mouth as the blade twisted in his throat.
        His throat was slit from ear to ear and the blood bubbled out.
        They nailed his hands to the table and broke every bone in them.
        The bullet tore half of his head away, bits of brain were in her hair.
        Her skin blistered, burst and slid off the muscle as she burned.
        The dog was crushed and its insides were spread over the road.
        He ripped the heart out of the chest, still dripping.
        The torturer pulled the nails from his fingers until the bone showed.
        A hook went through his jaw and he hung there, dripping blood.
        """),
    "medical": (ZERO, 1.2, 8, """
        There was a little blood in my urine this morning.
        The nose bleed stopped after ten minutes.
        We will take a blood sample from your arm.
        The wound needs three stitches.
        He broke his arm in two places and had surgery.
        Does it hurt when I press here?
        The surgeon removed the appendix without complications.
        I cut my finger while slicing bread.
        I cut myself shaving.
        I cut myself on a piece of glass while washing up.
        Any bleeding after intercourse?
        She has had pain in her lower stomach for a week.
        The scan shows a small fracture of the skull.
        The patient vomited twice and complained of headache.
        My gums bleed when I brush my teeth.
        You may feel a sharp scratch now.
        The dressing on the burn has to be changed every day.
        We check the breast for lumps.
        Is there any discharge from the penis?
        The test for the infection came back positive.
        The biopsy was taken from the left breast.
        Her blood pressure is too high.
        He died of a heart attack in hospital.
        The baby was delivered by surgery.
        The intestine was inflamed but not perforated.
        I have a rash on my buttocks.
        The brain scan was normal.
        Use a condom to protect yourself from infections.
        Do you smoke or drink alcohol? Any drugs?
        The knee was swollen and full of blood.
        """),
    "self_harm": (SELF, 1.0, 10, """
        I want to kill myself.
        I keep thinking about suicide.
        I have been cutting myself again.
        I don't want to live any more.
        Sometimes I wish I would never wake up.
        I'm going to end it all tonight.
        Everyone would be better off without me, I should just die.
        I took all the pills because I wanted to die.
        I hurt myself because it makes the pain go away.
        I stand on the bridge and think about jumping.
        I have written a goodbye letter and I know how I will do it.
        I burn my arms with cigarettes when I feel empty.
        What is the easiest way to take my own life?
        How many pills does it take to overdose?
        There is no reason for me to live.
        I starve myself so that I can disappear.
        I scratch my wrists until they bleed.
        I tried to hang myself last year.
        Just kill yourself already.
        I can't go on, I want to be dead.
        He said that he wants to end his life.
        My sister cuts herself and hides the scars.
        I bought a rope and I am ready to go.
        Life is pointless and I am planning my suicide.
        I deserve the pain, so I cut my legs.
        """),
    "not_self_harm": (ZERO, 1.2, 8, """
        I cut myself shaving this morning.
        I cut myself some slack and took the day off.
        I burned myself on the oven.
        I hurt myself playing football.
        I hit myself with the hammer by accident.
        I could kick myself for missing the train.
        I'm dying for a cup of tea.
        I nearly died of embarrassment.
        I want to live by the sea.
        We jumped off the bridge into the river on our holiday.
        I took two pills for my headache.
        I cut my hair and my nails.
        I killed my plants by watering them too much.
        This homework will be the death of me.
        I'm tired and I want to go to bed.
        She hangs her pictures by herself.
        The bridge is closed and I can't go on that way.
        I'm so full, I ate too much.
        I'm ready to go, I bought everything on the list.
        I can't live without my morning coffee.
        I made myself a sandwich.
        I pinched myself to check that I was awake.
        The rope for the boat is in the garage.
        I ended it with my boyfriend last night.
        Suicide prevention training is on Thursday.
        The hotline helps people in crisis.
        I don't want to be here on a Monday.
        I'd rather die than eat that again, haha.
        """),
    "swearing": (SWEARING, 0.8, 10, """
        That was a {swear} good game.
        What the {swear} is going on here?
        Oh {swear}, I forgot my keys.
        {Swear}, that hurt.
        I love this song so {swear} much.
        No {swear} way!
        Holy {swear}, look at the size of that fish.
        We are so {swear} lucky.
        I can't find the {swear} remote.
        Who gives a {swear} about the weather?
        It's {swear} freezing today.
        {Swear} yeah, we did it.
        """),
    "sexual": (SEXUAL, 0.6, 8, """
        He slowly undressed her and kissed her breasts.
        She moaned as he moved inside her.
        I want to feel your naked body on top of mine.
        They made love all night, sweating and moaning.
        Tell me your dirtiest fantasy.
        I get so turned on when you touch me there.
        She slid her hand into his trousers.
        I am so wet for you.
        Her nipples hardened under his tongue.
        I want you in my bed tonight, naked.
        We had sex on the kitchen table.
        He was hard and she could feel it.
        """),
    "not_sexual": (ZERO, 1.0, 8, """
        We sleep in separate rooms because he snores.
        The bed was hard and the room was cold.
        Sex education starts in year nine.
        The sex of the baby is not known yet.
        He kissed his mother goodbye.
        The model wore a long black dress.
        I got wet because I forgot my umbrella.
        It was a hot night and nobody could sleep.
        Chicken breasts are on offer this week.
        She has a strong desire to learn.
        We came together at the end of the day.
        That is a sexy car.
        We had dinner, and then he walked me home.
        The statue shows a naked man.
        They discussed same-sex marriage in parliament.
        I am excited about the trip.
        """),
    "everyday": (ZERO, 0.8, 8, """
        Okay.
        Yeah.
        Yes, please.
        Hello, can you hear me?
        Good morning everyone.
        Thank you very much.
        Right.
        Mm-hmm.
        No, I don't think so.
        No.
        Sorry, say that again?
        One moment, please.
        What do you mean?
        Let me check that for you.
        I'm not sure.
        So, what happened next?
        See you on Tuesday.
        Next slide, please.
        You have to turn left at the church.
        The meeting was moved to three o'clock.
        I need to leave now.
        You should try the soup.
        I will call you back.
        I'm going to send you the contract.
        Could you speak up a little?
        You're welcome.
        That's terrible news, I'm so sorry.
        This is a disaster, the printer is broken again.
        I'm so angry about this bill.
        That is unacceptable, I want my money back.
        Your service is terrible, and I am going to complain.
        What a mess.
        I'm really disappointed in you guys.
        I disagree with you completely.
        That argument makes no sense to me.
        You are wrong about that.
        He is a bad actor, and the film is boring.
        The government made a mistake.
        The prime minister should resign.
        My dog ate the sausage.
        The cock crowed at dawn.
        Dick Turner is our sales manager.
        The donkey is also called an ass.
        There are two great tits at the bird table.
        The pussy willow is in bloom.
        The dam broke after the rain.
        Hell's Kitchen is a part of New York.
        The bitch had six healthy puppies.
        The rooster and the hen are in the yard.
        Press the red button to shoot.
        Why are you so late?
        Don't touch that, it's hot.
        Stop it, you two.
        Be quiet, the baby is asleep.
        I miss you.
        Happy birthday to you.
        lol that's so funny
        omg i can't believe it's friday already
        can't wait for the weekend
        just had the best coffee ever
        watching the game with my brother
        so tired today, need a nap
        who else is up this early
        new video is out now, link in bio
        good luck to everyone with exams tomorrow
        i need a new phone asap
        stuck in traffic again, hate mondays
        why is my internet so slow today
        this movie was so bad i fell asleep
        my team lost again, i'm so mad right now
        ugh i have a headache and i still have to work
        she didn't even say goodbye
        nobody told me that the shop was closed
        i can't stand this heat anymore
        what is wrong with this app
        they always do this to us, every single year
        worst customer service i've had in a while
        he really said that on live tv
        i'm crying this is so sweet
        girl you look amazing
        bro that was so close
        my mom is the funniest person i know
        you people are so funny i love this account
        did you see what the president said last night
        so the referee just decided to ignore that foul
        this politician lies every time, vote him out
        """),
}


def lower_first(text):
    return text[:1].lower() + text[1:]


def upper_first(text):
    return text[:1].upper() + text[1:]


def lists(lexicon):
    single = [k for k in lexicon.entries if " " not in k and k.isalpha() and len(k) >= 4]
    slurs = sorted(k for k in single if lexicon.entries[k][2] >= 0.6)
    swears = sorted(k for k in single if k.startswith(("fuck", "damn", "goddamn", "bloody", "freak", "shit")) and
                    lexicon.entries[k][0] >= 0.4 and len(k) <= 8)
    return {
        "groups": GROUPS, "one": ONE, "adj": ADJECTIVES, "bad": BAD, "harm": HARM, "verb": VERB, "good": GOOD,
        "person": PEOPLE, "thing": THINGS, "rude": RUDE, "injury": INJURY,
        "bad2": [b for b in BAD if b not in ("criminals", "liars", "thieves", "vermin", "animals", "scum", "a disease",
                                             "parasites", "a plague")],
        "verb2": ["hate", "despise", "dislike", "loathe", "fear", "hurt", "attack"],
        "hated": ["hated", "despised", "disliked", "attacked", "insulted"],
        "hates": ["hates", "despises", "fears", "dislikes"],
        "slur": slurs, "swear": swears or ["damn"],
    }


def filled(frame, words, count, salt):
    """`count` different fillings of a frame, the same every time."""
    slots = []
    rest = frame
    while "{" in rest:
        name = rest[rest.index("{") + 1:rest.index("}")]
        slots.append(name)
        rest = rest[rest.index("}") + 1:]
    if not slots:
        return [frame]
    out = []
    for k in range(count * 3):
        text = frame
        for position, name in enumerate(slots):
            options = words[lower_first(name)]
            choice = options[order(f"{frame}|{k}|{position}", salt) % len(options)]
            if name[0].isupper():
                choice = upper_first(choice)
            text = text.replace("{" + name + "}", choice, 1)
        if text not in out:
            out.append(text)
        if len(out) == count:
            break
    return out


def rows(lexicon):
    words = lists(lexicon)
    out = []
    for name, (y, weight, count, frames) in SETS.items():
        for number, frame in enumerate(line.strip() for line in frames.strip().splitlines()):
            # a frame without slots is one sentence: it counts three times
            texts = filled(frame, words, count, name)
            factor = 3.0 if len(texts) == 1 else 1.0
            for text in texts:
                marks = list(y)
                if "{slur}" in frame and name in ("counter", "reclaimed"):
                    marks[1] = MISSING
                out.append(Row(text, "own", marks, weight * factor, group=f"own-{name}-{number}", tag=name))
    return out
