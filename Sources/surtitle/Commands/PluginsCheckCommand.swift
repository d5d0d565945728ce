internal import ArgumentParser
internal import Foundation
internal import Library
internal import Logging
internal import Models
internal import PluginHost
internal import PluginKit
internal import SystemPackage

/// `surtitle plugins check`: tries whether a plug-in keeps its contract.
struct PluginsCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Try a plug-in with all that can happen, and say what to mend.",
    discussion: """
      Starts the plug-in, speaks the whole protocol with it, gives it inputs that are easy to get wrong, and tries how it \
      ends. “advice” is what could be better, “failed” is what has to be mended. A plug-in that passes and was left alone \
      because it failed may start again.
      """)

  @Argument(help: "The folder of a plug-in, or the name of one that “surtitle plugins list” shows.")
  var plugin: String

  @OptionGroup var options: PluginOptions

  @Flag(help: "Try it with all that it asks for, granted or not.")
  var grant = false

  @Flag(help: "Print a line of JSON for each trial.")
  var json = false

  func run() async throws {
    let loader = try PluginLoader(options)
    let state = loader.host.records
    let report = CheckReport(isJSON: json)
    let records = try PluginRecords(file: nil)
    let work = try WorkDirectory(in: FilePath(NSTemporaryDirectory()))
    defer { work.remove() }
    var options = loader.host.options
    options.patience.silence = .seconds(60)
    let host = ExternalHost(options, records: records) { work.path.appending("shared") }
    let subject = try subject(loader, host)
    if let plugin = subject.external {
      if let request = state.request(of: plugin), !grant {
        throw ValidationError(
          "It \(request), which is not granted: “surtitle plugins trust” grants it, and --grant tries it once with all "
            + "of it.")
      }
      try records.trust(plugin)
      if let gap = await host.isolation(report.logger).gap { report.note(gap) }
    }
    let isGood = await Conformance(subject, host: host, folder: work.path, logger: report.logger).run(report.add)
    await host.shutDown()
    try report.finish(subject.descriptor.shortName, isGood)
    guard isGood else { throw ExitStatus.someFailed }
    if subject.external != nil { try state.clear(subject.descriptor.id) }
  }

  private func subject(_ loader: PluginLoader, _ host: ExternalHost) throws -> RegisteredPlugin {
    let folder = FilePath(plugin).absolute(in: FilePath(FileManager.default.currentDirectoryPath))
    guard FileStatus.at(folder.appending(PluginManifest.fileName)) == nil else {
      do {
        return try RegisteredPlugin(DiscoveredPlugin(in: folder), host: host)
      } catch let error as ConfigurationDiagnostics {
        throw error.located(in: folder.appending(PluginManifest.fileName))
      }
    }
    guard FileStatus.at(folder) == nil else {
      throw ValidationError("\(folder.display) holds no \(PluginManifest.fileName).")
    }
    let found = try loader.registry.plugin(named: plugin)
    return try found.external.map { try RegisteredPlugin($0, host: host) } ?? found
  }
}

/// Says what came of trials, as they are done.
private struct CheckReport: Sendable {
  let isJSON: Bool
  let logger = Logger(label: "surtitle") { _ in SwiftLogNoOpLogHandler() }

  @Sendable func add(_ finding: ConformanceFinding) {
    let milliseconds = finding.elapsed / .milliseconds(1)
    guard !isJSON else {
      let line = JSONValue.object([
        "event": .string("trial"), "title": .string(finding.title), "verdict": .string(finding.verdict.rawValue),
        "detail": .string(finding.detail), "milliseconds": .number(milliseconds.rounded()),
      ])
      return writeLine(line)
    }
    let time = "\(Int(milliseconds.rounded())) ms"
    write("\(finding.verdict.rawValue.padded(to: 7)) \(finding.title)  (\(time))")
    if !finding.detail.isEmpty { write("        \(finding.detail)") }
  }

  func note(_ text: String) {
    if !isJSON { write("note    \(text)") }
  }

  func finish(_ name: String, _ isGood: Bool) throws {
    if isJSON {
      writeLine(JSONValue.object(["event": .string("verdict"), "passed": .bool(isGood)]))
    } else {
      write(isGood ? "\n\(name) keeps its contract" : "\n\(name) does not keep its contract: mend what failed")
    }
  }

  private func writeLine(_ json: JSONValue) { try? StandardOutput.write(json.line) }

  private func write(_ line: String) { try? StandardOutput.write(line + "\n") }
}
