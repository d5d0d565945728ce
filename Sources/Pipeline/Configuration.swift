package import PluginHost
internal import PluginKit
internal import Transcript

/// Everything that can be set, merged as data: built-in < file < flags.
///
/// A profile inherits what it does not say from the built-in profile of that name, and a profile with a name of its own
/// from `subtitles`.
package struct Configuration: Sendable {
  /// The highest version of the configuration file that this program reads.
  package static let version: Int64 = 1
  /// The profile that is used where none is asked for, and that others inherit from.
  package static let defaultProfile = "subtitles"

  /// The document: `version` and `profiles` by name.
  package private(set) var document: JSONValue
  private let registry: PluginRegistry

  /// The built-in configuration.
  package init(registry: PluginRegistry) throws {
    self.registry = registry
    document = .object([
      "version": .integer(Self.version),
      "profiles": .object([Self.defaultProfile: try JSONValue(encoding: ProfileSettings())]),
    ])
  }

  /// Lays a configuration file over what was there.
  ///
  /// - Throws: `ConfigurationDiagnostics` when its outline is wrong; `diagnose()` finds the rest.
  package mutating func merge(file: JSONValue) throws {
    guard case .object(let members) = file else {
      throw ConfigurationDiagnostics([ConfigurationDiagnostic("", "this must be an object, not \(file.kind)")])
    }
    var problems: [ConfigurationDiagnostic] = []
    switch members["version"] {
    case .integer(let version)? where version > Self.version:
      problems.append(
        ConfigurationDiagnostic(
          "/version", "the highest supported configuration version is \(Self.version), this file says \(version)"))
    case .integer(1...)?: break
    case nil: problems.append(ConfigurationDiagnostic("/version", "the version is missing; write “\"version\": 1”"))
    case let other?: problems.append(ConfigurationDiagnostic("/version", "this must be 1, not \(other.canonical)"))
    }
    for key in members.keys.sorted() where key != "version" && key != "profiles" {
      let advice = Spelling.nearest(to: key, in: ["version", "profiles"]).map { "did you mean “\($0)”?" }
      problems.append(
        ConfigurationDiagnostic(
          "".appendingPointer(key), "unknown setting; \(advice ?? "the settings here are profiles, version")"))
    }
    if let profiles = members["profiles"] {
      guard case .object(let named) = profiles else {
        throw ConfigurationDiagnostics(
          problems + [ConfigurationDiagnostic("/profiles", "this must be an object, not \(profiles.kind)")])
      }
      for (name, value) in named.sorted(by: { $0.key < $1.key }) where value.kind != "an object" {
        problems.append(
          ConfigurationDiagnostic("/profiles".appendingPointer(name), "this must be an object, not \(value.kind)"))
      }
    }
    guard problems.isEmpty else { throw ConfigurationDiagnostics(problems) }
    document = document.merged(with: file)
  }

  /// The names of the profiles.
  package var profileNames: [String] { document[key: "profiles"]?.members.keys.sorted() ?? [] }

  /// The plug-in that recognises speech in the profile `name`.
  package func recognizer(ofProfile name: String) throws -> RegisteredPlugin {
    try registry.plugin(named: settings(ofProfile: name, flags: .emptyObject).recognizer)
  }

  /// The profile `name` with `flags` laid over it, checked and with its plug-ins made.
  ///
  /// - Throws: `ConfigurationDiagnostics`, `PluginHostError`.
  package func profile(named name: String = defaultProfile, flags: JSONValue = .emptyObject) throws -> Profile {
    let pointer = "/profiles".appendingPointer(name)
    let settings = try settings(ofProfile: name, flags: flags)
    let unknown = unknownPlugins(in: settings, at: pointer)
    guard unknown.isEmpty else { throw ConfigurationDiagnostics(unknown) }

    func configured(_ plugin: RegisteredPlugin) throws -> ConfiguredPlugin {
      let short = plugin.descriptor.shortName
      let given = settings.plugins[short] ?? settings.plugins[plugin.descriptor.id] ?? .emptyObject
      return try plugin.configure(given, at: pointer.appendingPointer("plugins").appendingPointer(short))
    }
    func configured(_ names: [String], kind: PluginDescriptor.Kind, key: String) throws -> [ConfiguredPlugin] {
      try names.map { name in
        let plugin = try registry.plugin(named: name)
        guard plugin.descriptor.kind == kind else {
          throw ConfigurationDiagnostics([
            ConfigurationDiagnostic(
              pointer.appendingPointer(key),
              "“\(name)” is of the kind \(plugin.descriptor.kind.rawValue), not \(kind.rawValue)")
          ])
        }
        return try configured(plugin)
      }
    }

    var outputs: [ConfiguredPlugin] = []
    for output in settings.outputs {
      let plugin = try configured(registry.output(named: output))
      if !outputs.contains(where: { $0.descriptor.id == plugin.descriptor.id }) { outputs.append(plugin) }
    }
    let recognizers = try configured([settings.recognizer], kind: .speechRecognizer, key: "recognizer")
    guard let recognizer = recognizers.first else { throw PipelineError(.wrongKind, "no recogniser is named") }
    return Profile(
      name: name, recognizer: recognizer,
      annotators: try configured(settings.annotators, kind: .annotator, key: "annotators"),
      filters: try configured(settings.filters, kind: .transcriptFilter, key: "filters"), outputs: outputs,
      request: RecognitionRequest(
        language: try language(settings.language, at: pointer), task: settings.translate ? .translate : .transcribe),
      cueing: settings.cueing, minimumTrust: settings.minimumTrust,
      untrusted: try untrusted(settings, at: pointer),
      skip: try SkipRules(settings.skip, at: pointer.appendingPointer("skip")))
  }

  /// - Throws: `ConfigurationDiagnostics` for a trust that none can have, and for a word that is no choice.
  private func untrusted(_ settings: ProfileSettings, at pointer: String) throws -> UntrustedText {
    guard 0...1 ~= settings.minimumTrust else {
      throw ConfigurationDiagnostics([
        ConfigurationDiagnostic(
          pointer.appendingPointer("minimumTrust"), "\(settings.minimumTrust) is not within 0…1")
      ])
    }
    guard let choice = UntrustedText(rawValue: settings.untrusted) else {
      throw ConfigurationDiagnostics([
        ConfigurationDiagnostic(
          pointer.appendingPointer("untrusted"), "“\(settings.untrusted)” is neither “drop” nor “mark”")
      ])
    }
    return choice
  }

  /// What is wrong with any of the profiles.
  package func diagnose() -> [ConfigurationDiagnostic] {
    profileNames.flatMap { name -> [ConfigurationDiagnostic] in
      do {
        _ = try profile(named: name)
        return []
      } catch let error as ConfigurationDiagnostics {
        return error.diagnostics
      } catch {
        return [ConfigurationDiagnostic("/profiles".appendingPointer(name), "\(error)")]
      }
    }
  }

  /// The whole configuration with every default in place, for people to look at and to copy from.
  package func effective() throws -> JSONValue {
    var profiles: [String: JSONValue] = [:]
    for name in profileNames {
      let profile = try profile(named: name)
      var settings = try settings(ofProfile: name, flags: .emptyObject)
      for plugin in [profile.recognizer] + profile.filters + profile.annotators + profile.outputs {
        settings.plugins[plugin.shortName] = plugin.configuration
      }
      profiles[name] = try JSONValue(encoding: settings)
    }
    return .object(["version": .integer(Self.version), "profiles": .object(profiles)])
  }

  private func settings(ofProfile name: String, flags: JSONValue) throws -> ProfileSettings {
    let profiles = document[key: "profiles"] ?? .emptyObject
    guard let own = profiles[key: name] else {
      let near = Spelling.nearest(to: name, in: profileNames).map { "did you mean “\($0)”?" }
      throw ConfigurationDiagnostics([
        ConfigurationDiagnostic(
          "", "there is no profile “\(name)”; \(near ?? "there are \(profileNames.joined(separator: ", "))")")
      ])
    }
    let inherited = (profiles[key: Self.defaultProfile] ?? .emptyObject).merged(with: own)
    return try ConfigurationSchema(of: ProfileSettings()).decode(
      ProfileSettings.self, from: inherited.merged(with: flags), at: "/profiles".appendingPointer(name))
  }

  private func unknownPlugins(in settings: ProfileSettings, at pointer: String) -> [ConfigurationDiagnostic] {
    let names = registry.plugins.map(\.descriptor.shortName)
    return settings.plugins.keys.sorted().filter { key in
      !registry.plugins.contains { $0.descriptor.shortName == key || $0.descriptor.id == key }
    }.map { key in
      let near = Spelling.nearest(to: key, in: names).map { "did you mean “\($0)”?" }
      return ConfigurationDiagnostic(
        pointer.appendingPointer("plugins").appendingPointer(key),
        "there is no plug-in of this name; \(near ?? "there are \(names.joined(separator: ", "))")")
    }
  }

  private func language(_ text: String, at pointer: String) throws -> LanguageTag? {
    if text == "auto" { return nil }
    let tag = LanguageTag(text)
    guard !tag.isUndetermined else {
      throw ConfigurationDiagnostics([
        ConfigurationDiagnostic(
          pointer.appendingPointer("language"), "“\(text)” is no language; write a code such as “en”, or “auto”")
      ])
    }
    return tag
  }
}
