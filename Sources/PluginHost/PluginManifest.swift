package import Foundation
package import PluginKit
import PluginProtocol

/// What a plug-in in a process of its own says of itself in the `plugin.json` of its folder: all that the host must know
/// before it runs any of its code.
package struct PluginManifest: Sendable {
  package static let fileName = "plugin.json"

  /// What a plug-in may do beyond its work, if the user grants it.
  package struct Permissions: Hashable, Sendable, Codable {
    package var network = false
    /// Reads the folder of models.
    package var models = false
    /// Uses devices: graphics cards.
    package var devices = false
    /// Variables of the environment that it sees, beside those that every process needs.
    package var environment: [String] = []
    /// Files and folders that it reads: absolute, or in the user's home after `~/`.
    package var read: [String] = []

    package init() {}

    /// What is not named is not granted: files of an earlier version know less.
    package init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      network = try container.decodeIfPresent(Bool.self, forKey: .network) ?? false
      models = try container.decodeIfPresent(Bool.self, forKey: .models) ?? false
      devices = try container.decodeIfPresent(Bool.self, forKey: .devices) ?? false
      environment = try container.decodeIfPresent([String].self, forKey: .environment) ?? []
      read = try container.decodeIfPresent([String].self, forKey: .read) ?? []
    }

    package var isEmpty: Bool { self == Permissions() }

    /// What is asked for here and not granted there, each as a few words for people.
    package func missing(from granted: Permissions) -> [String] {
      var missing: [String] = []
      if network && !granted.network { missing.append("the network") }
      if models && !granted.models { missing.append("the folder of models") }
      if devices && !granted.devices { missing.append("devices such as graphics cards") }
      missing += environment.filter { !granted.environment.contains($0) }.map { "the variable \($0)" }
      missing += read.filter { !granted.read.contains($0) }.map { "the files in \($0)" }
      return missing
    }
  }

  package var descriptor: PluginDescriptor
  /// Major versions of the protocol that it speaks.
  package var protocolVersions: [Int]
  /// The program and its arguments. A program with a slash lies in the folder of the plug-in, another on the path.
  package var command: [String]
  /// Of what it writes, without the dot; nil for kinds that write nothing.
  package var fileExtension: String?
  /// Its settings.
  package var configuration: SettingSchema
  package var permissions: Permissions

  /// Reads a manifest.
  ///
  /// - Throws: `ConfigurationDiagnostics`, all that is wrong with it at once.
  package init(parsing data: Data) throws {
    var reader = ManifestReader(try Self.members(data))
    let kind = reader.choice("kind", of: PluginDescriptor.Kind.allCases)
    descriptor = PluginDescriptor(
      id: reader.text("id", matching: /[a-z0-9-]+(\.[a-z0-9-]+)+/, like: "org.example.shout"),
      version: reader.text("version", matching: /[0-9]+\.[0-9]+\.[0-9]+/, like: "1.0.0"),
      kind: kind ?? .exporter,
      summary: reader.text("summary", matching: /[^\p{Cc}]{1,200}/, like: "one line for lists"),
      licence: reader.text("licence", matching: /[A-Za-z0-9.+ ()-]+/, like: "Apache-2.0, as SPDX names it"))
    protocolVersions = reader.versions("protocol")
    command = reader.command("command")
    let writes = kind == .exporter || kind == .subtitleFormat
    fileExtension =
      writes || reader.has("fileExtension")
      ? reader.text("fileExtension", matching: /[a-z0-9-]+(\.[a-z0-9-]+)*/, like: "srt, without the first dot") : nil
    if let kind, !writes, reader.has("fileExtension") {
      reader.fail("fileExtension", "plug-ins of the kind \(kind.rawValue) write no files; remove it")
    }
    if let consumes = reader.layers("consumes") { descriptor.consumes = consumes }
    if let uses = reader.layers("uses") { descriptor.uses = uses }
    if let produces = reader.layers("produces") {
      if writes, !produces.isEmpty {
        reader.fail("produces", "a plug-in that writes files gives nothing to others; remove it")
      }
      // What the protocol makes these kinds answer with, named or not.
      descriptor.produces = kind == .annotator ? produces : produces.union(descriptor.produces)
    }
    configuration = reader.settings("configuration")
    permissions = reader.permissions("permissions")
    try reader.finish()
  }

  private static func members(_ data: Data) throws -> [String: JSONValue] {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: data)
    } catch let error as ConfigurationDiagnostic {
      throw ConfigurationDiagnostics([error])
    }
    guard case .object(let members) = value else {
      throw ConfigurationDiagnostics([ConfigurationDiagnostic("", "a manifest is an object, not \(value.kind)")])
    }
    return members
  }
}
