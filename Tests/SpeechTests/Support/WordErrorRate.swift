/// Words that were substituted, left out or put in, and how many there should have been.
struct WordErrorRate {
  private(set) var errors = 0
  private(set) var words = 0

  var rate: Double { words == 0 ? 0 : Double(errors) / Double(words) }

  init() {}

  init(reference: String, heard: String) {
    add(reference: reference, heard: heard)
  }

  mutating func add(reference: String, heard: String) {
    let (reference, heard) = (Self.normalised(reference), Self.normalised(heard))
    errors += Self.distance(reference, heard)
    words += reference.count
  }

  /// Lower case, no punctuation, a few spellings made one. Numbers stay as they are written: a clip that spells them
  /// out counts against us.
  static func normalised(_ text: String) -> [String] {
    let plain = text.lowercased().replacing("’", with: "'").map { $0.isLetter || $0.isNumber || $0 == "'" ? $0 : " " }
    let fillers: Set<String> = ["uh", "um", "hmm", "mm", "mhm", "ah"]
    return String(plain).split(separator: " ").map { spellings[String($0)] ?? String($0) }.filter {
      !fillers.contains($0)
    }
  }

  private static let spellings = [
    "mister": "mr", "missus": "mrs", "doctor": "dr", "colour": "color", "honour": "honor", "okay": "ok",
    "alright": "right", "grey": "gray",
  ]

  /// Levenshtein's distance in words.
  private static func distance(_ a: [String], _ b: [String]) -> Int {
    var previous = Array(0...b.count)
    for (i, word) in a.enumerated() {
      var current = [i + 1]
      for (j, other) in b.enumerated() {
        current.append(min(previous[j + 1] + 1, current[j] + 1, previous[j] + (word == other ? 0 : 1)))
      }
      previous = current
    }
    return previous[b.count]
  }
}
