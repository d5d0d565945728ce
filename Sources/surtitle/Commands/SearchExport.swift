internal import ArgumentParser
internal import Foundation
internal import Library
internal import MetadataIndex
internal import Moments
internal import Reporting
internal import SystemPackage
internal import Timeline

/// Hits as a list for players and editors.
enum SearchExport: String, CaseIterable, ExpressibleByArgument {
  /// For editors: CMX 3600.
  case edl
  /// For players.
  case m3u, xspf
  /// For mpv, which plays the hits as one film.
  case mpv

  /// Writes `hits` to `target`, or to standard output.
  ///
  /// - Parameters:
  ///   - query: what they answer, which is the title of the list.
  ///   - count: how an edit decision list numbers frames.
  /// - Throws: `LibraryError`, `XMLWriteError`.
  func write(
    _ hits: [SearchHit], query: String, count: TimeCodeCount, to target: FilePath?, overwrites: Bool
  ) throws {
    let moments = hits.map { hit in
      Moment(path: hit.path, range: hit.range, title: ReportText.plain(hit.text, limit: 200))
    }
    let title = query.isEmpty ? "surtitle" : ReportText.plain(query, limit: 200)
    let data =
      switch self {
      case .edl: MomentEDL.data(of: moments, title: title, count: count)
      case .m3u: MomentM3U.data(of: moments)
      case .xspf: try MomentXSPF.data(of: moments, title: title)
      case .mpv: MomentMPVList.data(of: moments)
      }
    guard let target else { return try StandardOutput.write(content: data) }
    try AtomicFile.write(data, to: target, existing: overwrites ? .replace : .keep)
    StandardError.write("\(target.display): \(hits.count == 1 ? "1 hit" : "\(hits.count) hits")\n")
  }
}
