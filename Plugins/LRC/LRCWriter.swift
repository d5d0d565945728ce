import Subtitles
import Timeline
import Transcript

/// Prints lyrics: a line for each line of a cue, all with its time, and an empty one where nothing is shown.
struct LRCWriter {
  let configuration: LRCConfiguration

  func text(of document: SubtitleDocument) -> String {
    let document = document.withVisibleText().normalised(keeping: LRCFormat.features, perSecond: 100)
    var lines: [String] = []
    let title = CueText.lines(of: document.title ?? "").joined(separator: " ")
    if !title.isEmpty { lines.append("[ti:\(title)]") }
    if !document.language.isUndetermined { lines.append("[la:\(document.language)]") }
    let longestGap = Int64((configuration.longestGap * 100).rounded())
    let cues = document.cues
    /// Of what is shown last.
    var end: Int64 = 0
    for (index, cue) in cues.enumerated() {
      let start = cue.range.start.count(perSecond: 100)
      let isWithLast = index > 0 && cues[index - 1].range.start == cue.range.start
      end = max(isWithLast ? end : 0, cue.range.end.count(perSecond: 100))
      lines += shown(cue, document.language.isWrittenWithoutSpaces).map {
        "[\(LRCStamp.text(start))]\(LRCMarkup.text($0))"
      }
      let next = index + 1 < cues.count ? cues[index + 1].range.start.count(perSecond: 100) : nil
      if next.map({ $0 - end > longestGap }) ?? true { lines.append("[\(LRCStamp.text(end))]") }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func shown(_ cue: Cue, _ isWithoutSpaces: Bool) -> [CueLine] {
    guard configuration.joinsLines, cue.text.count > 1 else { return cue.text }
    let space = CueSpan(isWithoutSpaces ? "" : " ")
    return CueText.lines(of: Array(cue.text.map(\.spans).joined(separator: [space])))
  }
}
