package import PluginHost
internal import PluginKit
package import Subtitles

/// Everything that can be set, merged as data: built-in < file < flags.
///
/// A profile inherits what it does not say from the built-in profile of that name, and else from the profile that it
/// names, or from `subtitles`.
package struct Configuration: Sendable {
  /// The highest version of the configuration file that this program reads.
  package static let version: Int64 = 1
  /// The profile that is used where none is asked for, and that others inherit from.
  package static let defaultProfile = "subtitles"

  let registry: PluginRegistry
  /// Whether a profile is wrong that names what is not there, such as a list of words: for checks before any work.
  package var looksAround = false
  private let builtIn: [String: JSONValue]
  private var files: [(profiles: JSONValue, styles: JSONValue, file: SettingsFile?)] = []
  /// Profiles in files of their own, by the name under which they were added.
  private var profileFiles: [String: SettingsFile] = [:]

  /// The built-in configuration.
  package init(registry: PluginRegistry) throws {
    self.registry = registry
    builtIn = try BuiltInProfiles.all(of: registry)
  }

  /// Lays a configuration file over what was there.
  ///
  /// - Throws: `ConfigurationDiagnostics` when its outline is wrong; `diagnose()` finds the rest.
  package mutating func merge(_ file: SettingsFile) throws {
    let problems = SettingsOutline.problems(ofConfiguration: file.document, isJSON: file.isJSON)
    guard problems.isEmpty else { throw file.located(ConfigurationDiagnostics(problems)) }
    files.append(Self.parts(of: file.document, file))
  }

  /// The same for a document that comes from no file.
  package mutating func merge(file document: JSONValue) throws {
    let problems = SettingsOutline.problems(ofConfiguration: document, isJSON: true)
    guard problems.isEmpty else { throw ConfigurationDiagnostics(problems) }
    files.append(Self.parts(of: document, nil))
  }

  private static func parts(
    of document: JSONValue, _ file: SettingsFile?
  ) -> (profiles: JSONValue, styles: JSONValue, file: SettingsFile?) {
    (document[key: "profiles"] ?? .emptyObject, document[key: "styles"] ?? .emptyObject, file)
  }

  /// The house styles that profiles may name: the built-in ones and those of the files.
  ///
  /// - Throws: `ConfigurationDiagnostics`.
  package func styles() throws -> HouseStyles {
    try files.reduce(HouseStyles.builtIn) { styles, part in
      do {
        return try styles.adding(own: part.styles)
      } catch let error as ConfigurationDiagnostics {
        throw part.file?.located(error) ?? error
      }
    }
  }

  /// Adds the profile in a file of its own.
  ///
  /// - Parameter name: what it is called from now on; no profile of the configuration has this name.
  /// - Throws: `ConfigurationDiagnostics` when its outline is wrong.
  package mutating func add(profile file: SettingsFile, named name: String) throws {
    let problems = SettingsOutline.problems(ofProfile: file.document)
    guard problems.isEmpty else { throw file.located(ConfigurationDiagnostics(problems)) }
    profileFiles[name] = file
  }

  /// Whether a user who asks for the profile `name` means a file.
  package static func isFile(_ name: String) -> Bool {
    name.contains("/") || [".yaml", ".yml", ".json"].contains { name.lowercased().hasSuffix($0) }
  }

  /// The document: `version` and `profiles` by name.
  package var document: JSONValue {
    let profiles = files.reduce(JSONValue.object(builtIn)) { $0.merged(with: $1.profiles) }
    return .object(["version": .integer(Self.version), "profiles": profiles])
  }

  /// The names of the profiles, those in files of their own excluded.
  package var profileNames: [String] { document[key: "profiles"]?.members.keys.sorted() ?? [] }

  /// The plug-in that recognises speech in the profile `name`.
  package func recognizer(ofProfile name: String) throws -> RegisteredPlugin {
    let stack = try stack(ofProfile: name)
    return try registry.plugin(named: ProfileBuilder(registry).settings(of: stack).recognizer)
  }

  /// The profile `name` with `flags` laid over it, checked and with its plug-ins made.
  ///
  /// - Throws: `ConfigurationDiagnostics`.
  package func profile(named name: String = defaultProfile, flags: JSONValue = .emptyObject) throws -> Profile {
    var stack = try stack(ofProfile: name)
    stack.add(.init(settings: flags, base: "", origin: "command line"))
    let made = ConfiguredPlugins(looksAround: looksAround)
    return try ProfileBuilder(registry, styles: styles(), sharing: made).profile(named: name, stack)
  }

  /// What is set in the profile `name` and in those that it inherits from, without defaults of plug-ins.
  ///
  /// - Throws: `ConfigurationDiagnostics`.
  package func settings(ofProfile name: String) throws -> JSONValue { try stack(ofProfile: name).merged }

  /// What is wrong with any of the profiles.
  package func diagnose() -> [ConfigurationDiagnostic] {
    // What profiles inherit is wrong in each of them.
    var known: Set<ConfigurationDiagnostic> = []
    return (profileNames + profileFiles.keys.sorted()).flatMap { name -> [ConfigurationDiagnostic] in
      do {
        _ = try profile(named: name)
        return []
      } catch let error as ConfigurationDiagnostics {
        return error.diagnostics
      } catch {
        return [ConfigurationDiagnostic("/profiles".appendingPointer(name), "\(error)")]
      }
    }.filter { known.insert($0).inserted }
  }

  /// The whole configuration with every default in place, for people to look at and to copy from.
  package func effective() throws -> JSONValue {
    var profiles: [String: JSONValue] = [:]
    for name in profileNames {
      let (line, stack) = try lineage(ofProfile: name)
      var settings = try ProfileBuilder(registry).settings(of: stack)
      // Those of its ancestors as well: it would inherit their settings when this is read again.
      for plugin in try line.flatMap({ try profile(named: $0).plugins }) {
        let short = plugin.shortName
        guard let known = try? registry.plugin(named: plugin.descriptor.id) else { continue }
        settings.plugins[short] = known.defaults.merged(with: settings.plugins[short] ?? .emptyObject)
      }
      profiles[name] = try JSONValue(encoding: settings)
    }
    return .object(["version": .integer(Self.version), "profiles": .object(profiles)])
  }

  /// What the profile `name` and those that it inherits from say, its own last.
  ///
  /// - Throws: `ConfigurationDiagnostics` where there is no such profile, or profiles inherit from each other.
  func stack(ofProfile name: String) throws -> SettingsStack { try lineage(ofProfile: name).stack }

  /// The same with the names of those profiles, its own first.
  private func lineage(ofProfile name: String) throws -> (line: [String], stack: SettingsStack) {
    var line = [name]
    var layers = try layers(ofProfile: name) ?? { throw ConfigurationDiagnostics([noProfile(name)]) }()
    var own = layers
    while let (parent, layer) = try Self.parent(of: line[line.count - 1], own) {
      func problem(_ message: String) -> ConfigurationDiagnostics {
        let diagnostic = ConfigurationDiagnostic("/inherits", message)
        return ConfigurationDiagnostics([layer.map { SettingsStack([$0]).located(diagnostic) } ?? diagnostic])
      }
      guard !line.contains(parent) else {
        let circle = (line + [parent]).joined(separator: " → ")
        throw problem("profiles cannot inherit from each other: \(circle)")
      }
      guard let inherited = try self.layers(ofProfile: parent) else { throw problem(noProfile(parent).message) }
      line.append(parent)
      own = inherited
      layers = inherited + layers
    }
    let settings = layers.map { layer in
      var layer = layer
      layer.settings = registry.callingPluginsShort(layer.settings.without(["inherits", "version", "$schema"]))
      return layer
    }
    return (line, SettingsStack(settings))
  }

  /// What is said of the profile `name` itself; nil where there is none.
  private func layers(ofProfile name: String) throws -> [SettingsStack.Layer]? {
    if let file = profileFiles[name] { return [.init(settings: file.document, base: "", file: file)] }
    let base = "/profiles".appendingPointer(name)
    var layers: [SettingsStack.Layer] = []
    if let settings = builtIn[name] { layers.append(.init(settings: settings, base: base)) }
    for (profiles, _, file) in files {
      if let settings = profiles[key: name] { layers.append(.init(settings: settings, base: base, file: file)) }
    }
    return layers.isEmpty ? nil : layers
  }

  /// The profile that the one with these layers inherits from, and the layer that says so; nil for the root of all.
  private static func parent(
    of name: String, _ layers: [SettingsStack.Layer]
  ) throws -> (name: String, layer: SettingsStack.Layer?)? {
    for layer in layers.reversed() {
      switch layer.settings[key: "inherits"] {
      case nil, .null?: continue
      case .string(let parent)?: return (parent, layer)
      case let other?:
        let problem = ConfigurationDiagnostic("/inherits", "this must be the name of a profile, not \(other.kind)")
        throw ConfigurationDiagnostics([SettingsStack([layer]).located(problem)])
      }
    }
    return name == defaultProfile ? nil : (defaultProfile, nil)
  }

  private func noProfile(_ name: String) -> ConfigurationDiagnostic {
    let near = Spelling.nearest(to: name, in: profileNames).map { "did you mean “\($0)”?" }
    return ConfigurationDiagnostic(
      "", "there is no profile “\(name)”; \(near ?? "there are \(profileNames.joined(separator: ", "))")")
  }
}

extension JSONValue {
  /// This object without some of its members.
  func without(_ keys: Set<String>) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { !keys.contains($0.key) })
  }
}

extension PluginRegistry {
  /// `settings`, in which plug-ins may be called by id, with their short names: layers that call one differently are
  /// still laid over each other.
  func callingPluginsShort(_ settings: JSONValue) -> JSONValue {
    guard case .object(var members) = settings, case .object(let plugins)? = members["plugins"] else { return settings }
    var short: [String: JSONValue] = [:]
    for (key, value) in plugins.sorted(by: { $0.key < $1.key }) {
      let name = self.plugins.first { $0.descriptor.id == key }?.descriptor.shortName ?? key
      short[name] = short[name]?.merged(with: value) ?? value
    }
    members["plugins"] = .object(short)
    return .object(members)
  }
}
