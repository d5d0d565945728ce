/// The forms of words that are looked for, each with the terms that it is a form of: a hash table that is never changed.
struct FormTable: Sendable {
  /// All letters of all forms.
  private let letters: [UInt32]
  /// The form at a place of the table, or −1.
  private let places: [Int32]
  private let forms: [Form]
  private let terms: [Int32]
  /// Forms by their first letter and their number of letters.
  private let byShape: [UInt64: [Int32]]
  private let mask: Int

  private struct Form: Sendable {
    var letters: Range<Int>
    var terms: Range<Int>
  }

  /// - Parameter entries: the terms of each form.
  init(_ entries: [[UInt32]: [Int32]]) {
    var letters: [UInt32] = []
    var forms: [Form] = []
    var terms: [Int32] = []
    var byShape: [UInt64: [Int32]] = [:]
    var size = 16
    while size < entries.count * 2 { size *= 2 }
    var places = [Int32](repeating: -1, count: size)
    forms.reserveCapacity(entries.count)
    for (form, uses) in entries {
      let letterStart = letters.count
      let termStart = terms.count
      letters.append(contentsOf: form)
      terms.append(contentsOf: uses)
      byShape[Self.shape(form.first ?? 0, form.count), default: []].append(Int32(forms.count))
      var place = Int(truncatingIfNeeded: Self.hash(form[...])) & (size - 1)
      while places[place] >= 0 { place = (place + 1) & (size - 1) }
      places[place] = Int32(forms.count)
      forms.append(Form(letters: letterStart..<letters.count, terms: termStart..<terms.count))
    }
    self.letters = letters
    self.forms = forms
    self.terms = terms
    self.places = places
    self.byShape = byShape
    mask = size - 1
  }

  var count: Int { forms.count }

  /// The terms that `text` is a form of.
  func terms(of text: ArraySlice<UInt32>) -> ArraySlice<Int32> {
    var place = Int(truncatingIfNeeded: Self.hash(text)) & mask
    while places[place] >= 0 {
      let form = forms[Int(places[place])]
      if form.letters.count == text.count, letters[form.letters].elementsEqual(text) { return terms[form.terms] }
      place = (place + 1) & mask
    }
    return []
  }

  /// Terms of an outline at most: a word that hides nearly all of itself fits thousands, and each costs.
  private static let mostLikely = 256

  /// The terms that have a form of this outline, `mostLikely` at most: nil is any letter, but not the first.
  func terms(like outline: [UInt32?]) -> [Int32] {
    guard let first = outline.first ?? nil else { return [] }
    var found: [Int32] = []
    for index in byShape[Self.shape(first, outline.count)] ?? [] {
      let form = forms[Int(index)]
      if zip(letters[form.letters], outline).allSatisfy({ $1 == nil || $0 == $1 }) { found += terms[form.terms] }
      if found.count >= Self.mostLikely { break }
    }
    return found
  }

  private static func shape(_ first: UInt32, _ count: Int) -> UInt64 { UInt64(first) << 32 | UInt64(count) }

  /// FNV-1a over whole letters, with the bits mixed at the end.
  private static func hash(_ text: ArraySlice<UInt32>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for letter in text { hash = (hash ^ UInt64(letter)) &* 0x100_0000_01B3 }
    hash ^= hash >> 32
    return hash &* 0x9E37_79B9_7F4A_7C15 >> 20
  }
}
