import Transcript

/// The small words of a language beside which a break reads well or badly (Netflix and BBC guides: break before
/// conjunctions and prepositions, never between an article and its noun).
struct FunctionWords {
  /// Never the last of a line: articles, possessives, titles.
  var leaning: Set<String>
  /// Good first words of a line.
  var conjunctions: Set<String>
  /// Good first words of a line, a little less so.
  var prepositions: Set<String>
  /// Verbs that help another one, which follows. Never the last of a line. None where the other one comes at the end of
  /// the sentence, as in German and Dutch.
  var auxiliaries: Set<String>

  static let none = FunctionWords("", "", "", "")

  static func of(_ language: LanguageTag) -> FunctionWords { byLanguage[language.primary] ?? none }

  private init(_ leaning: String, _ conjunctions: String, _ prepositions: String, _ auxiliaries: String) {
    func set(_ words: String) -> Set<String> { Set(words.split(separator: " ").map(String.init)) }
    self.leaning = set(leaning)
    self.conjunctions = set(conjunctions)
    self.prepositions = set(prepositions)
    self.auxiliaries = set(auxiliaries)
  }

  private static let byLanguage: [String: FunctionWords] = [
    "de": FunctionWords(
      "der die das den dem des ein eine einen einem einer eines kein keine keinen mein meine meinen dein deine sein "
        + "seine ihr ihre unser unsere euer eure dieser diese dieses nicht zum zur im am beim vom herr frau dr.",
      "und oder aber denn sondern dass weil wenn als ob obwohl während bevor nachdem damit wie",
      "in an auf mit von zu bei nach aus für über unter vor hinter neben zwischen durch gegen ohne um seit bis",
      ""),
    "en": FunctionWords(
      "a an the my your his her its our their this these those no not every each some any to i i'm i'll i've we you he "
        + "she they mr. mrs. ms. dr. st. prof.",
      "and or but nor so yet because although though while when where if that which who unless until than as whether",
      "of in on at for with from by about into through over under between after before during against without "
        + "around among across behind beyond within toward towards since like",
      "am is are was were be been being have has had having do does did will would shall should can could may might must "
        + "don't doesn't didn't won't wouldn't can't couldn't shouldn't isn't aren't wasn't weren't haven't hasn't hadn't"
    ),
    "es": FunctionWords(
      "el la los las un una unos unas mi mis tu tus su sus nuestro nuestra este esta estos estas del al no lo me te se "
        + "nos le les sr. sra. dr.",
      "y e o u pero sino porque aunque cuando donde si que quien como mientras",
      "de en con por para a sin sobre entre desde hasta hacia contra según durante",
      "he has ha hemos han había habían es son era eran está están estaba voy vas va vamos van puedo puede pueden debe deben"
    ),
    "fr": FunctionWords(
      "le la les un une des du au aux mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces "
        + "ne je tu il elle on nous vous ils elles m. mme dr",
      "et ou mais donc car ni que qui quand lorsque si comme parce puisque où dont",
      "de à en dans sur avec pour par sans sous entre vers chez depuis pendant contre après avant",
      "ai as a avons avez ont avais avait avaient suis es est sommes êtes sont étais était étaient vais vas va allons vont "
        + "peux peut peuvent dois doit doivent veux veut"),
    "it": FunctionWords(
      "il lo la i gli le un uno una mio mia tuo tua suo sua nostro nostra questo questa non mi ti si ci vi del della "
        + "dei delle al alla ai nel nella sul sulla sig. dott.",
      "e ed o ma però perché quando dove se che chi come mentre anche",
      "di a da in con su per tra fra senza sotto sopra dopo prima verso durante",
      "ho hai ha abbiamo avete hanno avevo aveva avevano sono sei è siamo siete era erano posso può possono devo deve devono "
        + "voglio vuole"),
    "nl": FunctionWords(
      "de het een mijn jouw zijn haar ons onze hun dit dat deze die geen niet ik je jij hij ze wij we dhr. mevr. dr.",
      "en of maar want omdat als toen terwijl hoewel zodat",
      "van in op aan met voor bij naar uit over onder tussen door tegen zonder om sinds tot na",
      ""),
    "pt": FunctionWords(
      "o a os as um uma uns umas meu minha teu tua seu sua nosso nossa este esta esse essa não me te se nos do da dos "
        + "das no na nos nas ao à sr. sra. dr.",
      "e ou mas porque embora quando onde se que quem como enquanto",
      "de em com por para sem sobre entre desde até contra durante após",
      "tenho tem temos têm tinha tinham sou é somos são era eram está estão estava estavam vou vai vamos vão posso pode podem "
        + "devo deve devem"),
  ]
}
