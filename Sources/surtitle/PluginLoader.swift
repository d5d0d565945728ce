internal import Foundation
internal import Library
internal import Models
internal import PluginHost
internal import Synchronization
internal import SystemPackage

/// All plug-ins: those that come with the program, and those in processes of their own.
struct PluginLoader {
  private(set) var registry: PluginRegistry
  let host: ExternalHost
  private let folder = Folder()
  /// What is wrong with plug-ins that cannot be used.
  private(set) var problems: [String]

  /// - Throws: `PluginHostError` where bundled plug-ins have one name.
  init(
    _ options: PluginOptions, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    registry = try BundledPlugins.registry()
    let state = StateDirectory.ofUser(environment)
    let models = ModelStore.defaultDirectory(environment: environment).absolute(in: Self.workingDirectory)
    host = ExternalHost(
      .init(version: Version.text, environment: environment, modelDirectory: models),
      records: try PluginRecords(file: state.plugins.appending("records.json"))
    ) { [folder] in try folder.make(below: state.work) }
    let found = Self.path(options, environment).find()
    problems = found.problems
    for plugin in found.plugins {
      do {
        try registry.register(plugin, host: host)
      } catch {
        problems.append("\(plugin.folder.display) cannot be used: \(error)")
      }
    }
  }

  private static func path(_ options: PluginOptions, _ environment: [String: String]) -> PluginPath {
    let named = (environment["SURTITLE_PLUGINS"] ?? "").split(separator: ":").map(String.init)
    return PluginPath(
      (options.plugins + named).map { FilePath($0).absolute(in: workingDirectory) }
        + [StateDirectory.ofUser(environment).plugins])
  }

  private static var workingDirectory: FilePath { FilePath(FileManager.default.currentDirectoryPath) }

  /// Says what cannot be used.
  func report() {
    for problem in problems { StandardError.write("surtitle: \(problem)\n") }
  }

  /// Does `body`, and ends the processes of plug-ins after it, whatever became of it.
  func serving<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      let result = try await body()
      await close()
      return result
    } catch {
      await close()
      throw error
    }
  }

  private func close() async {
    await host.shutDown()
    folder.remove()
  }

  /// What is passed to plug-ins lies in it.
  private final class Folder: Sendable {
    private let made = Mutex<WorkDirectory?>(nil)

    /// - Parameter work: where samples lie, if this run keeps state.
    func make(below work: FilePath) throws -> FilePath {
      let isKept = FileStatus.at(work) != nil
      let directory = try WorkDirectory(in: isKept ? work : FilePath(NSTemporaryDirectory()))
      made.withLock { $0 = directory }
      return directory.path
    }

    func remove() { made.withLock { $0 }?.remove() }
  }
}
