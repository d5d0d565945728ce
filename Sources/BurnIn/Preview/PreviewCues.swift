package import Subtitles

/// Which cues show best whether a look suits a film: one with the longest line, one with the most lines, a short one.
package enum PreviewCues {
  /// Up to `count` of them, in the order of the film.
  package static func choose(from document: SubtitleDocument, count: Int = 3) -> [Cue] {
    let cues = document.normalised(keeping: BurnInScript.features).cues
    var chosen: Set<Int> = []
    func take(_ index: Int?) { if let index, chosen.count < count { chosen.insert(index) } }
    func best(_ rank: (Cue) -> [Int]) -> Int? {
      cues.indices.filter { !chosen.contains($0) }.max { rank(cues[$0]).lexicographicallyPrecedes(rank(cues[$1])) }
    }
    take(best { [longest($0), total($0)] })
    take(best { [$0.text.count, total($0)] })
    take(best { [-total($0), longest($0)] })
    while chosen.count < min(count, cues.count) { take(best { [longest($0)] }) }
    return chosen.sorted().map { cues[$0] }
  }

  private static func longest(_ cue: Cue) -> Int { cue.text.map(\.string.columns).max() ?? 0 }
  private static func total(_ cue: Cue) -> Int { cue.text.map(\.string.columns).reduce(0, +) }
}
