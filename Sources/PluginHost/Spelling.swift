/// Finds what somebody meant who typed something else.
package enum Spelling {
  /// The candidate with the fewest edits to `word`, where those are few enough to be a slip: a third of the letters.
  package static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
    let best = candidates.map { (name: $0, edits: distance(word.lowercased(), $0.lowercased())) }
      .min { ($0.edits, $0.name) < ($1.edits, $1.name) }
    guard let best, best.edits <= max(1, max(word.count, best.name.count) / 3) else { return nil }
    return best.name
  }

  /// Levenshtein's distance: insertions, deletions and replacements of one character each.
  package static func distance(_ a: String, _ b: String) -> Int {
    let target = Array(b)
    var row = Array(0...target.count)
    for (i, letter) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in target.enumerated() {
        let replaced = diagonal + (letter == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
      }
    }
    return row[target.count]
  }
}
