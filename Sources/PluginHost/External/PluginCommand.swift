import PluginKit
package import SystemPackage

/// How the process of a plug-in is started.
package struct PluginCommand: Sendable {
  /// The id in the manifest.
  package var plugin: String
  /// The folder of the plug-in: where it runs, and where a program with a slash in its name lies.
  package var folder: FilePath
  /// The program and its arguments.
  package var words: [String]
  /// All variables that it sees.
  package var environment: [String: String]

  /// - Parameters:
  ///   - folder: absolute.
  ///   - environment: of the host. What a plug-in sees of it is what every process needs and what its manifest asks for.
  package init(_ manifest: PluginManifest, folder: FilePath, environment: [String: String]) {
    plugin = manifest.descriptor.id
    self.folder = folder
    words = manifest.command
    let visible = Self.usual + manifest.permissions.environment
    self.environment = environment.filter { visible.contains($0.key) }
    if manifest.permissions.network {
      self.environment.merge(environment.filter { Self.network.contains($0.key) }) { own, _ in own }
    }
  }

  /// The program with its folder, where it lies there.
  var program: FilePath? {
    words.first.flatMap { $0.contains("/") ? folder.pushing(FilePath($0)) : nil }
  }

  private static let usual = ["HOME", "LANG", "LC_ALL", "LC_CTYPE", "PATH", "TMPDIR", "TZ"]
  private static let network = [
    "ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "SSL_CERT_DIR", "SSL_CERT_FILE", "all_proxy", "http_proxy",
    "https_proxy", "no_proxy",
  ]
}
