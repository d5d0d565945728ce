internal import Library
package import PluginHost
internal import PluginKit
internal import Synchronization
package import SystemPackage

/// The profile of a run as each folder changes it: a file `.surtitle.yaml` is laid over it for its folder and all
/// below.
///
/// Objects are merged key by key, the nearest folder wins; flags win over all. Files are read once in a run. What lies above
/// the folder that a walk began in counts too, so that a film has the same profile whichever way it is named, as far as it
/// is this user's or the administrator's.
package final class FolderProfiles: ProfileSource, Sendable {
  package static let fileName = MediaName.settingsFile

  private let configuration: Configuration
  private let name: String
  private let flags: @Sendable (_ recognizer: String) -> JSONValue
  private let forbidden: [String: String]
  private let made: ConfiguredPlugins
  private let cache = Mutex(Cache())

  private struct Cache {
    /// Nil for a folder that has none.
    var files: [FilePath: Result<SettingsFile?, ConfigurationDiagnostics>] = [:]
    /// By the files that are laid over it.
    var profiles: [[FilePath]: Result<Profile, ConfigurationDiagnostics>] = [:]
  }

  /// - Parameters:
  ///   - name: a profile of `configuration`.
  ///   - forbidden: JSON pointers to what a folder may not set besides what plug-ins guard, with the reasons.
  ///   - flags: what the command line says, for the short name of the recogniser.
  package convenience init(
    _ configuration: Configuration, profile name: String = Configuration.defaultProfile,
    forbidden: [String: String] = Configuration.forbiddenInFolders,
    flags: @escaping @Sendable (_ recognizer: String) -> JSONValue = { _ in .emptyObject }
  ) {
    let guarded = configuration.guardedInFolders.merging(forbidden) { $1 }
    self.init(configuration, name, guarded, flags, sharing: ConfiguredPlugins(looksAround: configuration.looksAround))
  }

  private init(
    _ configuration: Configuration, _ name: String, _ forbidden: [String: String],
    _ flags: @escaping @Sendable (_ recognizer: String) -> JSONValue, sharing made: ConfiguredPlugins
  ) {
    self.configuration = configuration
    self.name = name
    self.forbidden = forbidden
    self.flags = flags
    self.made = made
  }

  package func anew() -> FolderProfiles { FolderProfiles(configuration, name, forbidden, flags, sharing: made.anew()) }

  /// The profile where no folder changes it.
  ///
  /// - Throws: `ConfigurationDiagnostics`.
  package func profile() throws -> Profile { try profile(over: []) }

  /// The profile of the media in `folder`.
  ///
  /// - Parameters:
  ///   - folder: absolute.
  ///   - root: where the walk began. Above it files count that are this user's or the administrator's.
  /// - Throws: `ConfigurationDiagnostics` located in the file that is to blame.
  package func profile(for folder: FilePath, root: FilePath) throws -> Profile {
    try profile(in: folder, below: root).profile
  }

  package func profile(in folder: FilePath, below root: FilePath) throws -> (profile: Profile, overrides: [FilePath]) {
    var files: [SettingsFile] = []
    var next = folder
    var isBelow = folder.starts(with: root)
    while true {
      if isBelow || next == folder || FileOwner.isTrusted(next.appending(Self.fileName)), let file = try file(in: next)
      {
        files.append(file)
      }
      if next == root { isBelow = false }
      let above = next.removingLastComponent()
      guard above != next, !above.isEmpty else { break }
      next = above
    }
    files.reverse()
    return (try profile(over: files), files.map(\.path))
  }

  private func profile(over files: [SettingsFile]) throws -> Profile {
    let key = files.map(\.path)
    if let known = cache.withLock({ $0.profiles[key] }) { return try known.get() }
    let result: Result<Profile, ConfigurationDiagnostics>
    do {
      result = .success(try make(over: files))
    } catch let error as ConfigurationDiagnostics {
      result = .failure(error)
    }
    return try cache.withLock { cache in
      let first = cache.profiles[key] ?? result
      cache.profiles[key] = first
      return first
    }.get()
  }

  private func make(over files: [SettingsFile]) throws -> Profile {
    var stack = try configuration.stack(ofProfile: name)
    for file in files {
      let problems = SettingsOutline.problems(ofFolder: file.document, forbidden: forbidden)
      guard problems.isEmpty else { throw file.located(ConfigurationDiagnostics(problems)) }
      let settings = configuration.registry.callingPluginsShort(file.document.without(["version", "$schema"]))
      stack.add(.init(settings: settings, base: "", file: file))
    }
    let builder = try ProfileBuilder(configuration.registry, styles: configuration.styles(), sharing: made)
    let recognizer = try builder.settings(of: stack).recognizer
    // Flags such as --model go to the recogniser of the folder; one that is unknown is found out below.
    let short = (try? configuration.registry.plugin(named: recognizer))?.descriptor.shortName ?? recognizer
    stack.add(.init(settings: flags(short), base: "", origin: "command line"))
    return try builder.profile(named: name, stack)
  }

  private func file(in folder: FilePath) throws -> SettingsFile? {
    if let known = cache.withLock({ $0.files[folder] }) { return try known.get() }
    let result: Result<SettingsFile?, ConfigurationDiagnostics>
    do {
      result = .success(try Self.read(in: folder))
    } catch let error as ConfigurationDiagnostics {
      result = .failure(error)
    } catch let error as LibraryError {
      let place = folder.appending(Self.fileName).display
      result = .failure(ConfigurationDiagnostics([.init("", error.message, in: place)]))
    }
    cache.withLock { $0.files[folder] = result }
    return try result.get()
  }

  private static func read(in folder: FilePath) throws -> SettingsFile? {
    for name in MediaName.misspeltSettingsFiles where FileStatus.at(folder.appending(name)) != nil {
      let place = folder.appending(name).display
      throw ConfigurationDiagnostics([.init("", "this file is not read; call it \(fileName)", in: place)])
    }
    do {
      return try SettingsFile(reading: folder.appending(fileName))
    } catch let error as LibraryError where error.code == .notFound {
      return nil
    }
  }
}

extension Configuration {
  /// What plug-ins do not let folders set, by JSON pointer, and why.
  var guardedInFolders: [String: String] {
    Dictionary(
      registry.plugins.flatMap { plugin in
        let pointer = "/plugins".appendingPointer(plugin.descriptor.shortName)
        return plugin.guarded.map { (pointer.appendingPointer($0), $1) }
      }
    ) { first, _ in first }
  }

  /// What the file of a folder may not set, by JSON pointer, and why: what acts on the machine and not on the text.
  /// Media folders come from strangers now and then.
  package static let forbiddenInFolders = [
    "/notify": "it would let whoever writes to the folder start programs and reach servers; set it in the profile"
  ]
}
