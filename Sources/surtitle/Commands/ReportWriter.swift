internal import Foundation
internal import Library
internal import Logging
internal import Moderation
internal import ModerationReports
internal import Pipeline
internal import PluginHost
internal import PluginKit
internal import Reporting
internal import SystemPackage

/// Writes the reports of a call.
struct ReportWriter: Sendable {
  let form: ReportForm
  let session: Session
  /// Absolute; nil for standard output.
  let target: FilePath?
  let isFolder: Bool
  let overwrites: Bool
  let showsWords: Bool
  /// Whether words are those that were recognised, before the filters.
  let isUnmasked: Bool
  /// When the reports are made, milliseconds since 1970.
  let time: Int64
  /// Where clips go; nil for none.
  let clips: FilePath?

  /// Goes from file to file: of those that are done only the sums are kept.
  ///
  /// - Parameters:
  ///   - isOne: whether one file was named, whose findings are asked for.
  ///   - isSummary: whether nothing but the summary is.
  /// - Returns: the files of which nothing is known.
  func write(_ found: StoredFindings, isOne: Bool, isSummary: Bool) async throws -> [StoredFile.Missing] {
    var library: [LibraryReport.File] = []
    var missing: [StoredFile.Missing] = []
    let isAlone = isOne && !isSummary
    let settings = try found.sources.first.map { try self.settings($0.profile) } ?? ReportForm.Settings()
    // A table has room for the findings of all files.
    let table = form.name == "csv" && !isSummary && !isFolder ? try tableOutput() : nil
    try table?.write(ReportCSV.head(byteOrderMark: settings.byteOrderMark))
    for source in found.sources {
      guard let file = try found.read(source, &missing, isUnmasked: isUnmasked) else { continue }
      let settings = try self.settings(file.profile)
      let report = report(on: file, settings)
      let own = isFolder && !isSummary ? place(of: file, suffix: form.suffix) : isAlone ? target : nil
      let links = isSummary ? [:] : try await cutClips(of: file, report, seenFrom: own, found.workspace)
      if let table {
        try table.write(ReportCSV.rows(of: report))
      } else if own != nil || isAlone {
        let index = isOne ? nil : summaryName
        let data = try await data(
          for: report, file, settings, clips: links,
          index: own.flatMap { own in
            index.flatMap { target?.appending($0).link(from: own.removingLastComponent()) }
          }, found.workspace)
        try put(data, own)
      }
      library.append(LibraryReport.File(report, link: own.flatMap { link(to: $0) }))
    }
    if let table {
      try table.finish()
      if let target { StandardError.write("\(target.display)\n") }
      return missing
    }
    guard !isAlone, let kind = form.library, !found.sources.isEmpty else { return missing }
    let summary = LibraryReport(
      files: library, missing: missing.map { .init(path: $0.item.shown.display, reason: $0.description) })
    try put(data(for: summary, kind, settings), isFolder ? target?.appending(summaryName ?? "") : target)
    return missing
  }

  private var summaryName: String? {
    switch form.library {
    case .html: "index.html"
    case .json: "summary.json"
    case .csv: "summary.csv"
    case .text: "summary.txt"
    case nil: nil
    }
  }

  // MARK: - Contents

  private func settings(_ profile: Profile) throws -> ReportForm.Settings {
    try profile.outputs.first.map { try form.settings($0) } ?? ReportForm.Settings()
  }

  private func report(on file: StoredFile, _ settings: ReportForm.Settings) -> ModerationReport {
    var input = file.input
    input.origin?.made = time
    let page = isFolder ? place(of: file, suffix: form.suffix) : target
    input.mediaLink = file.item.path.link(from: page?.removingLastComponent() ?? session.workingDirectory)
    return ModerationReport(input, context: settings.context, path: file.item.shown.display)
  }

  private func data(
    for report: ModerationReport, _ file: StoredFile, _ settings: ReportForm.Settings, clips: [Int: String],
    index: String?, _ workspace: Workspace
  ) async throws -> Data {
    switch form.name {
    case "text": return Data(ReportTerminalText.text(of: report, showsWords: showsWords).utf8)
    case "html": return ReportPage(report, library: index, clips: clips).data
    case "json": return try ReportJSON.data(of: report, indented: settings.isIndented)
    case "csv": return ReportCSV.data(of: [report], byteOrderMark: settings.byteOrderMark)
    default:
      guard let output = file.profile.outputs.first, case .exporter(let exporter) = output.instance else {
        return Data()
      }
      let work = try WorkDirectory(in: workspace.work.path)
      defer { work.remove() }
      let context = PluginContext(
        logger: Logger(label: "surtitle") { StreamLogHandler.standardError(label: $0) },
        temporaryDirectory: work.path, modelDirectory: session.modelDirectory)
      return try await exporter.export(file.input, in: context)
    }
  }

  private func data(for library: LibraryReport, _ kind: ReportForm.Library, _ settings: ReportForm.Settings) throws
    -> Data
  {
    switch kind {
    case .text: Data(ReportTerminalText.text(of: library).utf8)
    case .html: LibraryPage(library).data
    case .json: try LibraryJSON.data(of: library)
    case .csv: ReportCSV.data(of: library, byteOrderMark: settings.byteOrderMark)
    }
  }

  // MARK: - Clips

  /// Relative URLs to the clips by the number of the finding.
  private func cutClips(
    of file: StoredFile, _ report: ModerationReport, seenFrom page: FilePath?, _ workspace: Workspace
  ) async throws -> [Int: String] {
    guard let clips, !report.rows.isEmpty else { return [:] }
    let work = try WorkDirectory(in: workspace.work.path)
    defer { work.remove() }
    let sound = try await EvidenceClips(
      of: file.item.path, track: file.input.track, media: file.input.media, source: FFmpegAudioSource(), in: work.path)
    let naming = OutputNaming(outputDirectory: clips)
    let folder = page?.removingLastComponent() ?? session.workingDirectory
    var links: [Int: String] = [:]
    try Directory.create(naming.folder(for: file.item))
    for row in report.rows {
      try Task.checkCancellation()
      let number = String(row.number)
      let suffix = "finding-\(String(repeating: "0", count: max(0, 4 - number.count)))\(number).wav"
      let path = naming.path(for: file.item, base: file.base, language: file.language, suffix: suffix)
      try writing(path) { try sound.write(row.range, to: path, overwriting: overwrites) }
      links[row.number] = path.link(from: folder)
    }
    return links
  }

  // MARK: - Places

  private func place(of file: StoredFile, suffix: String) -> FilePath {
    OutputNaming(outputDirectory: target).path(
      for: file.item, base: file.base, language: file.language, suffix: suffix)
  }

  private func link(to report: FilePath) -> String? { target.map { report.link(from: $0) } }

  private func put(_ data: Data, _ path: FilePath?) throws {
    guard let path else { return try StandardOutput.write(content: data) }
    if isFolder { try Directory.create(path.removingLastComponent()) }
    try writing(path) {
      try AtomicFile.write(data, to: path, existing: overwrites ? .replace : .keep)
    }
    StandardError.write("\(path.display)\n")
  }

  private func tableOutput() throws -> TableOutput {
    guard let target else { return .standard }
    return try writing(target) { .file(try AtomicFileStream(to: target, existing: overwrites ? .replace : .keep)) }
  }

  @discardableResult
  private func writing<Value>(_ path: FilePath, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as LibraryError where error.code == .fileExists {
      throw LibraryError(.fileExists, path, "a file of this name is there; --overwrite replaces it")
    }
  }
}
