package import Foundation
import PluginKit
import Synchronization
package import SystemPackage

/// What is remembered of plug-ins from run to run: what the user grants, and which are left alone.
///
/// A file of JSON that people may read and edit. Several programs may change it at once: the last one counts.
package final class PluginRecords: Sendable {
  /// A plug-in that failed so often that it is not started any more.
  package struct Quarantine: Hashable, Sendable, Codable {
    /// Of the plug-in: another one is tried again.
    package var version: String
    package var reason: String
    package var since: Date

    package init(version: String, reason: String, since: Date) {
      (self.version, self.reason, self.since) = (version, reason, since)
    }
  }

  private struct Contents: Codable {
    var granted: [String: PluginManifest.Permissions] = [:]
    var quarantined: [String: Quarantine] = [:]

    init() {}

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      granted = try container.decodeIfPresent([String: PluginManifest.Permissions].self, forKey: .granted) ?? [:]
      quarantined = try container.decodeIfPresent([String: Quarantine].self, forKey: .quarantined) ?? [:]
    }
  }

  private let file: FilePath?
  private let contents: Mutex<Contents>

  /// - Parameter file: read where it is there, made when there is something to remember; nil remembers nothing.
  /// - Throws: `ConfigurationDiagnostics` where the file cannot be read.
  package init(file: FilePath?) throws {
    self.file = file
    guard let file, let data = FileManager.default.contents(atPath: file.string) else {
      contents = Mutex(Contents())
      return
    }
    do {
      let decoder = JSONDecoder()
      decoder.dateDecodingStrategy = .iso8601
      contents = Mutex(try decoder.decode(Contents.self, from: data))
    } catch {
      throw ConfigurationDiagnostics([
        ConfigurationDiagnostic("", "\(file) cannot be read (\(error)); mend it, or remove it and trust plug-ins anew")
      ])
    }
  }

  package func granted(_ plugin: String) -> PluginManifest.Permissions {
    contents.withLock { $0.granted[plugin] } ?? PluginManifest.Permissions()
  }

  /// Grants what a plug-in asks for, and lets it start again.
  package func trust(_ manifest: PluginManifest) throws {
    try change { contents in
      contents.granted[manifest.descriptor.id] = manifest.permissions
      contents.quarantined[manifest.descriptor.id] = nil
    }
  }

  /// Takes back what was granted.
  package func distrust(_ plugin: String) throws {
    try change { $0.granted[plugin] = nil }
  }

  /// Nil for a plug-in that may start.
  package func quarantine(of manifest: PluginManifest) -> Quarantine? {
    let found = contents.withLock { $0.quarantined[manifest.descriptor.id] }
    return found?.version == manifest.descriptor.version ? found : nil
  }

  package func quarantine(_ manifest: PluginManifest, reason: String) throws {
    try change {
      $0.quarantined[manifest.descriptor.id] = Quarantine(
        version: manifest.descriptor.version, reason: reason, since: .now)
    }
  }

  package func release(_ plugin: String) throws {
    guard contents.withLock({ $0.quarantined[plugin] != nil }) else { return }
    try change { $0.quarantined[plugin] = nil }
  }

  private func change(_ body: (inout Contents) -> Void) throws {
    try contents.withLock { contents in
      body(&contents)
      guard let file else { return }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      encoder.dateEncodingStrategy = .iso8601
      let folder = file.removingLastComponent().string
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try encoder.encode(contents).write(to: URL(filePath: file.string), options: .atomic)
    }
  }
}
