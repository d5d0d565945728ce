internal import Foundation
internal import Library
internal import MetadataIndex
internal import Moments
internal import Reporting
internal import SystemPackage
internal import Timeline
internal import Transcript

/// Hits for people: where, when and who, below that what is said, with what was looked for in bold on a terminal, and the
/// place as a link that opens the media.
struct SearchText {
  private let isTerminal: Bool
  private let hasColour: Bool
  private let folder: FilePath

  init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    isTerminal: Bool = isatty(STDOUT_FILENO) == 1,
    folder: FilePath = FilePath(FileManager.default.currentDirectoryPath)
  ) {
    self.isTerminal = isTerminal && environment["TERM"] != "dumb"
    hasColour = self.isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
    self.folder = folder
  }

  func hit(_ hit: SearchHit, number: Int, _ around: SearchContext?) -> String {
    var details = [hit.speaker.map { ReportText.plain($0, limit: 60) }, hit.language.code]
    if hit.trust < 1 { details.append("trust \(ReportText.score(hit.trust))") }
    details += hit.categories.map { ReportText.plain($0, limit: 60) }
    if FileStatus.at(hit.path) == nil { details.append("not there now") }
    let place = link("\(shown(hit.path)) \(ReportText.clock(hit.time))", to: hit)
    var text = "\(faint("\(number)"))  \(place)  \(faint(details.compactMap(\.self).joined(separator: " · ")))\n"
    for line in around?.before ?? [] { text += "    \(faint(said(line.text, by: line.speaker)))\n" }
    text += "    \(marked(hit))\n"
    for line in around?.after ?? [] { text += "    \(faint(said(line.text, by: line.speaker)))\n" }
    return text + "\n"
  }

  func facets(_ facets: [SearchFacet: [SearchResults.FacetValue]]) -> String {
    SearchFacet.allCases.map { facet in
      let values = facets[facet] ?? []
      guard !values.isEmpty else { return "" }
      let shown = values.prefix(Self.mostValues).map { "  \($0.count)  \(ReportText.plain($0.value, limit: 200))\n" }
      let rest = values.count > Self.mostValues ? "  and \(values.count - Self.mostValues) more\n" : ""
      return "\(facet.rawValue)\n\(shown.joined())\(rest)\n"
    }.joined()
  }

  private static let mostValues = 10

  func summary(_ results: SearchResults, offset: Int) -> String {
    guard results.total > 0 else { return "nothing was found\n" }
    guard !results.hits.isEmpty else { return "there are no more than \(count(results.total))\n" }
    let total = results.isPartial ? "more than \(count(results.total))" : count(results.total)
    let last = offset + results.hits.count
    guard last < results.total || offset > 0 else { return "\(total)\n" }
    let next = last < results.total ? "; --offset \(last) goes on" : ""
    return "\(total), here \(offset + 1) to \(last)\(next)\n"
  }

  private func count(_ hits: Int) -> String { hits == 1 ? "1 hit" : "\(hits) hits" }

  private func shown(_ path: FilePath) -> String {
    var relative = path
    return relative.removePrefix(folder) && !relative.isEmpty ? relative.display : path.display
  }

  private func said(_ text: String, by speaker: String?) -> String {
    (speaker.map { "\(ReportText.plain($0, limit: 60)): " } ?? "") + ReportText.plain(text)
  }

  private func marked(_ hit: SearchHit) -> String {
    guard hasColour, !hit.marks.isEmpty else { return ReportText.plain(hit.text) }
    // Signs that no text has left stand for the ends of what was looked for until the line is made.
    let bytes = Array(hit.text.utf8)
    func part(_ range: Range<Int>) -> String {
      String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
        .replacing(Self.before, with: "").replacing(Self.after, with: "")
    }
    var (text, end) = ("", 0)
    for mark in hit.marks where mark.lowerBound >= end {
      text += part(end..<mark.lowerBound) + Self.before + part(mark) + Self.after
      end = mark.upperBound
    }
    text += part(min(end, bytes.count)..<bytes.count)
    return ReportText.plain(text).replacing(Self.before, with: "\u{1B}[1;33m").replacing(Self.after, with: "\u{1B}[0m")
  }

  private static let (before, after) = ("\u{E000}", "\u{E001}")

  private func faint(_ text: String) -> String { hasColour && !text.isEmpty ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  /// OSC 8, which terminals that do not know it pass over.
  private func link(_ text: String, to hit: SearchHit) -> String {
    guard isTerminal else { return text }
    let url = FileLocation.url(of: hit.path)
    return "\u{1B}]8;;\(url)#t=\(max(0, hit.time.milliseconds / 1000))\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\"
  }
}
