internal import Foundation
internal import Library
internal import Logging
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
  /// Where clips go; nil for none.
  let clips: FilePath?

  /// - Parameters:
  ///   - isOne: whether one file was named, whose findings are asked for.
  ///   - isSummary: whether nothing but the summary is.
  func write(_ found: StoredFindings, isOne: Bool, isSummary: Bool) async throws {
    var library: [LibraryReport.File] = []
    var table: [ModerationReport] = []
    for file in found.files {
      try Task.checkCancellation()
      let report = try report(on: file)
      let isAlone = isOne && !isSummary
      let own = isFolder && !isSummary ? place(of: file, suffix: form.suffix) : isAlone ? target : nil
      let links = isSummary ? [:] : try await cutClips(of: file, report, seenFrom: own, found.workspace)
      if form.name == "csv", !isSummary, !isFolder { table.append(report) }
      if own != nil || isAlone {
        let index = isOne ? nil : summaryName
        let data = try await data(
          for: report, file, clips: links,
          index: own.flatMap { own in
            index.flatMap { target?.appending($0).link(from: own.removingLastComponent()) }
          }, found.workspace)
        if form.name != "csv" || isFolder { try put(data, own) }
      }
      library.append(LibraryReport.File(report, link: own.flatMap { link(to: $0) }))
    }
    if form.name == "csv", !isSummary, !isFolder {
      return try put(ReportCSV.data(of: table, byteOrderMark: byteOrderMark(found.files.first)), target)
    }
    guard !isOne || isSummary, let kind = form.library, !library.isEmpty || !found.missing.isEmpty else { return }
    let summary = LibraryReport(
      files: library,
      missing: found.missing.map { .init(path: $0.item.shown.display, reason: $0.description) })
    try put(data(for: summary, kind, found.files.first), isFolder ? target?.appending(summaryName ?? "") : target)
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

  private func report(on file: StoredFile) throws -> ModerationReport {
    var input = file.input
    let page = isFolder ? place(of: file, suffix: form.suffix) : target
    input.mediaLink = file.item.path.link(from: page?.removingLastComponent() ?? session.workingDirectory)
    let context = file.profile.outputs.first?.configuration[key: "context"]?.decoded(Int.self)
    return ModerationReport(input, context: context ?? 8, path: file.item.shown.display)
  }

  private func data(
    for report: ModerationReport, _ file: StoredFile, clips: [Int: String], index: String?, _ workspace: Workspace
  ) async throws -> Data {
    let settings = file.profile.outputs.first?.configuration ?? .emptyObject
    switch form.name {
    case "text": return Data(ReportTerminalText.text(of: report, showsWords: showsWords).utf8)
    case "html": return ReportPage(report, library: index, clips: clips).data
    case "json":
      return try ReportJSON.data(of: report, indented: settings[key: "indented"]?.decoded(Bool.self) ?? true)
    case "csv": return ReportCSV.data(of: [report], byteOrderMark: byteOrderMark(file))
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

  private func data(for library: LibraryReport, _ kind: ReportForm.Library, _ file: StoredFile?) throws -> Data {
    switch kind {
    case .text: Data(ReportTerminalText.text(of: library).utf8)
    case .html: LibraryPage(library).data
    case .json: try LibraryJSON.data(of: library)
    case .csv: ReportCSV.data(of: library, byteOrderMark: byteOrderMark(file))
    }
  }

  private func byteOrderMark(_ file: StoredFile?) -> Bool {
    file?.profile.outputs.first?.configuration[key: "byteOrderMark"]?.decoded(Bool.self) ?? true
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

  private func writing(_ path: FilePath, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as LibraryError where error.code == .fileExists {
      throw LibraryError(.fileExists, path, "a file of this name is there; --overwrite replaces it")
    }
  }
}

extension JSONValue {
  fileprivate func decoded<Value: Decodable>(_ type: Value.Type) -> Value? { try? decode(type) }
}
