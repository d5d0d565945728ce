import Crypto
import Foundation
import Glibc
import PluginKit
package import SystemPackage

/// A plug-in in a folder of its own.
package struct DiscoveredPlugin: Sendable {
  package var manifest: PluginManifest
  /// Absolute.
  package var folder: FilePath
  /// The same without links: where it lies, whatever leads there.
  package let resolvedFolder: FilePath
  /// Of its `plugin.json`: 64 hexadecimal digits.
  package let digest: String

  /// Reads the manifest in `folder`.
  ///
  /// - Throws: `ConfigurationDiagnostics`, or what reading throws.
  package init(in folder: FilePath) throws {
    let path = folder.appending(PluginManifest.fileName)
    let data = try Data(contentsOf: URL(filePath: path.string))
    manifest = try PluginManifest(parsing: data)
    self.folder = folder
    resolvedFolder = folder.withoutLinks
    digest = SHA256.hash(data: data).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension FilePath {
  /// The path that leads to the same place without links; itself where there is nothing.
  var withoutLinks: FilePath {
    guard let text = withPlatformString({ realpath($0, nil) }) else { return self }
    defer { free(text) }
    return FilePath(platformString: text)
  }
}

/// The folders that plug-ins are looked for in, each in a folder with a `plugin.json`.
package struct PluginPath: Sendable {
  package var folders: [FilePath]

  /// - Parameter folders: absolute; what is named twice is looked into once.
  package init(_ folders: [FilePath]) {
    var seen: Set<FilePath> = []
    self.folders = folders.filter { seen.insert($0.lexicallyNormalized()).inserted }
  }

  /// What was found, and what is wrong with the rest.
  package struct Findings: Sendable {
    package var plugins: [DiscoveredPlugin] = []
    /// A sentence for each folder that cannot be used.
    package var problems: [String] = []
  }

  /// Looks into all folders, in the order of their names; a folder that is itself a plug-in counts as one. Of several with
  /// one id the first is taken. Folders that are not there hold nothing.
  package func find() -> Findings {
    var findings = Findings()
    for folder in folders {
      if exists(folder.appending(PluginManifest.fileName)) {
        take(folder, &findings)
        continue
      }
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
      for name in names.sorted() where exists(folder.appending(name).appending(PluginManifest.fileName)) {
        take(folder.appending(name), &findings)
      }
    }
    return findings
  }

  private func exists(_ path: FilePath) -> Bool { FileManager.default.fileExists(atPath: path.string) }

  private func take(_ folder: FilePath, _ findings: inout Findings) {
    do {
      let plugin = try DiscoveredPlugin(in: folder)
      let id = plugin.manifest.descriptor.id
      if let other = findings.plugins.first(where: { $0.manifest.descriptor.id == id }) {
        findings.problems.append("\(folder) is passed over: the plug-in “\(id)” was found in \(other.folder)")
      } else {
        findings.plugins.append(plugin)
      }
    } catch {
      findings.problems.append("\(folder) cannot be used: \(error)")
    }
  }
}
