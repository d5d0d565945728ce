/// Makes names for elements: valid in XML, and each only once in a document.
struct TTMLNames {
  private var taken: Set<String> = []
  /// How often a name was asked for, so that a thousand cues of one name cost no more than others.
  private var counts: [String: Int] = [:]

  /// `wanted` where it is a name and free, otherwise one like it: `1` becomes `_1`, a second `a` becomes `a-2`.
  mutating func name(like wanted: String) -> String {
    let name = Self.valid(wanted)
    if taken.insert(name).inserted { return name }
    var count = counts[name] ?? 1
    var other: String
    repeat {
      count += 1
      other = "\(name)-\(count)"
    } while !taken.insert(other).inserted
    counts[name] = count
    return other
  }

  /// Letters and digits of ASCII, `.`, `-` and `_`, and neither a digit, a dot nor a hyphen at first.
  private static func valid(_ text: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars {
      let isLetter = scalar.isASCII && scalar.properties.isAlphabetic || scalar == "_"
      let isOther = scalar.isASCII && (0x30...0x39).contains(scalar.value) || scalar == "." || scalar == "-"
      if name.isEmpty, isOther { name = "_" }
      name.unicodeScalars.append(isLetter || isOther ? scalar : "_")
    }
    return name.isEmpty ? "_" : name
  }
}
