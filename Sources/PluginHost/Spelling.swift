/// Finds what somebody meant who typed something else.
package enum Spelling {
  /// The candidate with the fewest edits to `word`, where those are few enough to be a slip: a third of the letters.
  package static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
    let best = candidates.map { (name: $0, edits: distance(word.lowercased(), $0.lowercased())) }
      .min { ($0.edits, $0.name) < ($1.edits, $1.name) }
    guard let best, best.edits <= max(1, max(word.count, best.name.count) / 3) else { return nil }
    return best.name
  }

  /// Insertions, deletions and replacements of one character each, and swaps of two neighbours (optimal string
  /// alignment): the slips that fingers make.
  package static func distance(_ a: String, _ b: String) -> Int {
    let source = Array(a)
    let target = Array(b)
    var before: [Int] = []
    var row = Array(0...target.count)
    for (i, letter) in source.enumerated() {
      var next = [i + 1]
      for (j, other) in target.enumerated() {
        var edits = min(row[j] + (letter == other ? 0 : 1), row[j + 1] + 1, next[j] + 1)
        if i > 0, j > 0, letter == target[j - 1], source[i - 1] == other { edits = min(edits, before[j - 1] + 1) }
        next.append(edits)
      }
      (before, row) = (row, next)
    }
    return row[target.count]
  }
}
