internal import Foundation
internal import Library
internal import PluginHost
internal import SystemPackage

/// All plug-ins: those that come with the program, and those in processes of their own.
struct PluginLoader {
  private(set) var registry: PluginRegistry
  let host: ExternalHost
  /// What is wrong with plug-ins that cannot be used.
  private(set) var problems: [String]

  /// - Throws: `PluginHostError` where bundled plug-ins have one name.
  init(
    _ options: PluginOptions, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    registry = try BundledPlugins.registry()
    host = ExternalHost(version: Version.text, environment: environment)
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
    let working = FilePath(FileManager.default.currentDirectoryPath)
    let named = (environment["SURTITLE_PLUGINS"] ?? "").split(separator: ":").map(String.init)
    return PluginPath(
      (options.plugins + named).map { FilePath($0).absolute(in: working) }
        + [StateDirectory.ofUser(environment).root.appending("plugins")])
  }

  /// Says what cannot be used.
  func report() {
    for problem in problems { StandardError.write("surtitle: \(problem)\n") }
  }

  /// Does `body`, and ends the processes of plug-ins after it, whatever became of it.
  func serving<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      let result = try await body()
      await host.shutDown()
      return result
    } catch {
      await host.shutDown()
      throw error
    }
  }
}
