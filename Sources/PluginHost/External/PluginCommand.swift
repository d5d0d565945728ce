import Glibc
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
  var permissions: PluginManifest.Permissions
  /// Files and folders that it may read beside its own.
  var readable: [FilePath]

  /// - Parameters:
  ///   - folder: absolute.
  ///   - environment: of the host. What a plug-in sees of it is what every process needs and what its manifest asks for.
  ///   - modelDirectory: absolute; seen by plug-ins that ask for it.
  package init(
    _ manifest: PluginManifest, folder: FilePath, environment: [String: String], modelDirectory: FilePath
  ) {
    plugin = manifest.descriptor.id
    self.folder = folder
    words = manifest.command
    permissions = manifest.permissions
    let visible = Self.usual + permissions.environment
    self.environment = environment.filter { visible.contains($0.key) }
    if permissions.network {
      self.environment.merge(environment.filter { Self.network.contains($0.key) }) { own, _ in own }
    }
    let home = environment["HOME"].map { FilePath($0) }
    readable = permissions.read.compactMap { path in
      path.hasPrefix("~/") ? home?.appending(String(path.dropFirst(2))) : FilePath(path)
    }
    if permissions.models { readable.append(modelDirectory) }
  }

  /// Why there is nothing to start; nil where there is.
  var problem: String? {
    let program = absoluteWords[0]
    if program.contains("/") {
      if access(program, X_OK) == 0 { return nil }
      return access(program, F_OK) == 0
        ? "cannot be started: \(program) is not executable; chmod +x it"
        : "cannot be started: there is no program \(program)"
    }
    let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    if folders.contains(where: { access("\($0)/\(program)", X_OK) == 0 }) { return nil }
    return "cannot be started: there is no program “\(program)” on the path; install it"
  }

  /// The program, with its folder where it lies there, and its arguments.
  var absoluteWords: [String] {
    guard let program = words.first, program.contains("/") else { return words }
    return [folder.pushing(FilePath(program)).string] + words.dropFirst()
  }

  private static let usual = ["HOME", "LANG", "LC_ALL", "LC_CTYPE", "PATH", "TZ"]
  private static let network = [
    "ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "SSL_CERT_DIR", "SSL_CERT_FILE", "all_proxy", "http_proxy",
    "https_proxy", "no_proxy",
  ]
}
