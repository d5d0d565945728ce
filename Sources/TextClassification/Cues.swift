/// What a word or a phrase tells beside being bad or not: the lists of the lexicon that it is in.
struct Cues: OptionSet, Hashable {
  let rawValue: UInt16

  static let counter = Cues(rawValue: 1 << 0)
  static let figurative = Cues(rawValue: 1 << 1)
  static let firstPerson = Cues(rawValue: 1 << 2)
  static let gore = Cues(rawValue: 1 << 3)
  static let hostile = Cues(rawValue: 1 << 4)
  static let identity = Cues(rawValue: 1 << 5)
  static let intent = Cues(rawValue: 1 << 6)
  static let medical = Cues(rawValue: 1 << 7)
  static let negation = Cues(rawValue: 1 << 8)
  static let ownGroup = Cues(rawValue: 1 << 9)
  static let quotation = Cues(rawValue: 1 << 10)
  static let selfHarm = Cues(rawValue: 1 << 11)
  static let threat = Cues(rawValue: 1 << 12)
  static let violence = Cues(rawValue: 1 << 13)
  static let you = Cues(rawValue: 1 << 14)

  /// By their names in the lexicon.
  static let named: [String: Cues] = [
    "counter": .counter, "figurative": .figurative, "firstPerson": .firstPerson, "gore": .gore, "hostile": .hostile,
    "identity": .identity, "intent": .intent, "medical": .medical, "negation": .negation, "ownGroup": .ownGroup,
    "quotation": .quotation, "selfHarm": .selfHarm, "threat": .threat, "violence": .violence, "you": .you,
  ]
}
