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
  private static func distance(_ a: [String], _ b: [String]) -> Int { distances(a, b)[a.count][b.count] }

  /// The words of `b` that a best alignment finds in `a`, from the last to the first.
  static func matches(_ a: [String], _ b: [String]) -> [Int] {
    let distances = distances(a, b)
    var result: [Int] = []
    var (i, j) = (a.count, b.count)
    while i > 0, j > 0 {
      let here = distances[i][j]
      if a[i - 1] == b[j - 1], here == distances[i - 1][j - 1] {
        result.append(j - 1)
        (i, j) = (i - 1, j - 1)
      } else if here == distances[i - 1][j - 1] + 1 {
        (i, j) = (i - 1, j - 1)
      } else if here == distances[i][j - 1] + 1 {
        j -= 1
      } else {
        i -= 1
      }
    }
    return result
  }

  /// The words of `a` that a best alignment finds in `b`, as they are or as others, from the last to the first.
  static func alignment(_ a: [String], _ b: [String]) -> [Int] {
    let distances = distances(a, b)
    var result: [Int] = []
    var (i, j) = (a.count, b.count)
    while i > 0, j > 0 {
      let here = distances[i][j]
      if here == distances[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1) {
        result.append(i - 1)
        (i, j) = (i - 1, j - 1)
      } else if here == distances[i][j - 1] + 1 {
        j -= 1
      } else {
        i -= 1
      }
    }
    return result
  }

  /// Of all beginnings of `a` from all beginnings of `b`.
  private static func distances(_ a: [String], _ b: [String]) -> [[Int]] {
    var result = [Array(0...b.count)]
    for (i, word) in a.enumerated() {
      var current = [i + 1]
      for (j, other) in b.enumerated() {
        current.append(min(result[i][j + 1] + 1, current[j] + 1, result[i][j] + (word == other ? 0 : 1)))
      }
      result.append(current)
    }
    return result
  }
}
