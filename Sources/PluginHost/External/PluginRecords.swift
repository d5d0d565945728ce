package import Foundation
import Glibc
import PluginKit
import Synchronization
package import SystemPackage

/// What is remembered of plug-ins from run to run: what the user grants, and which are left alone.
///
/// A file of JSON that people may read and edit. Several programs may change it at once: each changes one entry of what
/// the file holds at that moment.
package final class PluginRecords: Sendable {
  /// How often a plug-in failed, one time after the other.
  package struct Trouble: Hashable, Sendable, Codable {
    /// Of the plug-in: another one starts with a clean slate.
    package var version: String
    package var crashes: Int
    /// Why, the last time.
    package var reason: String
    package var since: Date

    /// After so many it is not started any more.
    package static let mostCrashes = 3
  }

  /// What was granted, and to whom: an id is only what a plug-in calls itself.
  private struct Grant: Codable {
    var permissions: PluginManifest.Permissions
    /// Where it lay, without links; nil where an earlier version of this program did not say.
    var folder: String?
    /// Of its `plugin.json`.
    var digest: String?

    init(_ plugin: DiscoveredPlugin) {
      (permissions, folder, digest) = (plugin.manifest.permissions, plugin.resolvedFolder.string, plugin.digest)
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      folder = try container.decodeIfPresent(String.self, forKey: .folder)
      digest = try container.decodeIfPresent(String.self, forKey: .digest)
      permissions =
        try container.decodeIfPresent(PluginManifest.Permissions.self, forKey: .permissions)
        ?? PluginManifest.Permissions(from: decoder)
    }
  }

  private struct Contents: Codable {
    var granted: [String: Grant] = [:]
    var troubles: [String: Trouble] = [:]

    init() {}

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      granted = try container.decodeIfPresent([String: Grant].self, forKey: .granted) ?? [:]
      troubles = try container.decodeIfPresent([String: Trouble].self, forKey: .troubles) ?? [:]
    }

    /// What the file holds; nothing where there is none.
    init(of file: FilePath) throws {
      guard let data = FileManager.default.contents(atPath: file.string) else {
        self.init()
        return
      }
      do {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        self = try decoder.decode(Contents.self, from: data)
      } catch {
        throw ConfigurationDiagnostics([
          ConfigurationDiagnostic(
            "", "\(file) cannot be read (\(error)); mend it, or remove it and trust plug-ins anew")
        ])
      }
    }
  }

  private let file: FilePath?
  private let contents: Mutex<Contents>

  /// - Parameter file: read where it is there, made when there is something to remember; nil remembers nothing.
  /// - Throws: `ConfigurationDiagnostics` where the file cannot be read.
  package init(file: FilePath?) throws {
    self.file = file
    contents = Mutex(try file.map { try Contents(of: $0) } ?? Contents())
  }

  package func granted(_ plugin: String) -> PluginManifest.Permissions {
    contents.withLock { $0.granted[plugin]?.permissions } ?? PluginManifest.Permissions()
  }

  /// What a plug-in asks for and may not use, each as a few words for people.
  package func missing(for plugin: DiscoveredPlugin) -> [String] {
    let grant = contents.withLock { $0.granted[plugin.manifest.descriptor.id] }
    let counts = grant?.folder == plugin.resolvedFolder.string && grant?.digest == plugin.digest
    return plugin.manifest.permissions.missing(from: counts ? grant?.permissions ?? .init() : .init())
  }

  /// That it asks for what is missing, and why that is so although something was granted: `asks for …`. Nil where nothing
  /// is missing.
  package func request(of plugin: DiscoveredPlugin) -> String? {
    let missing = missing(for: plugin)
    guard !missing.isEmpty else { return nil }
    let text = "asks for \(missing.joined(separator: ", "))"
    guard let grant = contents.withLock({ $0.granted[plugin.manifest.descriptor.id] }) else { return text }
    guard let folder = grant.folder else { return "\(text) (it was trusted before grants belonged to a folder)" }
    if folder != plugin.resolvedFolder.string {
      return "\(text) (another plug-in of this id was trusted, in \(folder))"
    }
    return "\(text) (its \(PluginManifest.fileName) has changed since it was trusted)"
  }

  /// Grants what a plug-in asks for, and lets it start again.
  package func trust(_ plugin: DiscoveredPlugin) throws {
    try change { contents in
      contents.granted[plugin.manifest.descriptor.id] = Grant(plugin)
      contents.troubles[plugin.manifest.descriptor.id] = nil
    }
  }

  /// Takes back what was granted.
  package func distrust(_ plugin: String) throws {
    try change { $0.granted[plugin] = nil }
  }

  /// Nil for a plug-in that may start.
  package func quarantine(of manifest: PluginManifest) -> Trouble? {
    trouble(with: manifest).flatMap { $0.crashes >= Trouble.mostCrashes ? $0 : nil }
  }

  /// Failures since it last did what it was asked; nil for none.
  package func trouble(with manifest: PluginManifest) -> Trouble? {
    contents.withLock { Self.trouble(with: manifest, in: $0) }
  }

  private static func trouble(with manifest: PluginManifest, in contents: Contents) -> Trouble? {
    let found = contents.troubles[manifest.descriptor.id]
    return found?.version == manifest.descriptor.version ? found : nil
  }

  /// Counts a failure.
  package func note(_ reason: String, of manifest: PluginManifest) throws {
    try change { contents in
      let crashes = (Self.trouble(with: manifest, in: contents)?.crashes ?? 0) + 1
      contents.troubles[manifest.descriptor.id] = Trouble(
        version: manifest.descriptor.version, crashes: crashes, reason: reason, since: .now)
    }
  }

  /// Forgets failures: it did what it was asked.
  package func clear(_ plugin: String) throws {
    guard contents.withLock({ $0.troubles[plugin] != nil }) else { return }
    try change { $0.troubles[plugin] = nil }
  }

  /// Changes what the file holds now, which another program may have changed since this one read it.
  private func change(_ body: (inout Contents) -> Void) throws {
    guard let file else { return contents.withLock { body(&$0) } }
    try FileManager.default.createDirectory(
      atPath: file.removingLastComponent().string, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try Self.withLock(beside: file) {
      var fresh = try Contents(of: file)
      body(&fresh)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      encoder.dateEncodingStrategy = .iso8601
      try encoder.encode(fresh).write(to: URL(filePath: file.string), options: .atomic)
      contents.withLock { $0 = fresh }
    }
  }

  /// Does `body` while no other program does. The lock is on a file of its own, since the file itself is replaced.
  private static func withLock(beside file: FilePath, _ body: () throws -> Void) throws {
    let lock = try FileDescriptor.open(
      FilePath(file.string + ".lock"), .readWrite, options: [.create, .closeOnExec], permissions: .ownerReadWrite)
    try lock.closeAfter {
      // File systems without locks lose what two programs change in the same moment.
      while flock(lock.rawValue, LOCK_EX) != 0, errno == EINTR {}
      try body()
    }
  }
}
