internal import PluginHost
internal import PluginKit
internal import Subtitles
internal import Transcript

/// Makes a profile of settings, and finds all that is wrong with them.
struct ProfileBuilder {
  private let registry: PluginRegistry
  private let made: ConfiguredPlugins
  private let styles: HouseStyles

  /// - Parameters:
  ///   - styles: those that cueing may name.
  ///   - made: plug-ins that were made already and serve several profiles.
  init(
    _ registry: PluginRegistry, styles: HouseStyles = .builtIn, sharing made: ConfiguredPlugins = ConfiguredPlugins()
  ) {
    (self.registry, self.styles, self.made) = (registry, styles, made)
  }

  /// The settings of a profile with every default.
  ///
  /// - Throws: `ConfigurationDiagnostics` for settings that are unknown or of the wrong type.
  func settings(of stack: SettingsStack) throws -> ProfileSettings {
    do {
      return try ConfigurationSchema(of: ProfileSettings()).decode(ProfileSettings.self, from: stack.merged, at: "")
    } catch let error as ConfigurationDiagnostics {
      throw ConfigurationDiagnostics(error.diagnostics.map(stack.located))
    }
  }

  /// - Throws: `ConfigurationDiagnostics`, all that is wrong at once.
  func profile(named name: String, _ stack: SettingsStack) throws -> Profile {
    let settings = try settings(of: stack)
    var problems: [ConfigurationDiagnostic] = []
    let language = Self.language(settings, &problems)
    let untrusted = Self.untrusted(settings, &problems)
    let index = Self.index(settings, &problems)
    let kinds = Self.kinds(settings, &problems)
    let skip = Self.rules(&problems, else: .none) { try SkipRules(settings.skip, at: "/skip") }
    let notify = Self.rules(&problems, else: .none) { try NotifyRules(settings.notify, at: "/notify") }
    let reports = Self.rules(&problems, else: .everything) { try ReportRules(settings.reports, at: "/reports") }
    let style = Self.rules(&problems, else: .standard) { try settings.cueing.style(of: styles, at: "/cueing") }
    problems += settings.sidecars.problems(at: "/sidecars")
    problems += unknownPlugins(in: settings)
    let recognizers = configured(
      [settings.recognizer], .speechRecognizer, settings, &problems, at: { _ in "/recognizer" })
    let annotators = configured(
      settings.annotators, .annotator, settings, &problems, at: { "/annotators/\($0)" })
    let filters = configured(
      settings.filters, .transcriptFilter, settings, &problems, at: { "/filters/\($0)" })
    let outputs = outputs(settings, &problems)
    problems += unusedPlugins(
      in: settings, used: (recognizers + annotators + filters + outputs).map(\.plugin.descriptor.id))
    let graph = ProfileGraph(
      recognizers: recognizers.map(\.node), annotators: annotators.map(\.node), filters: filters.map(\.node),
      outputs: outputs.map(\.node))
    // A plug-in that could not be made would be missed a second time.
    if problems.isEmpty { problems += graph.problems(known: registry.plugins.map(\.descriptor)) }
    guard problems.isEmpty, let recognizer = recognizers.first else {
      throw ConfigurationDiagnostics(problems.map(stack.located))
    }
    var profile = Profile(
      name: name, recognizer: recognizer.plugin, annotators: graph.annotatorOrder.map { annotators[$0].plugin },
      filters: filters.map(\.plugin), outputs: outputs.flatMap { Self.tracks(of: $0.plugin, kinds) },
      request: RecognitionRequest(language: language, task: settings.translate ? .translate : .transcribe),
      cueing: style, minimumTrust: settings.minimumTrust, untrusted: untrusted, skip: skip,
      notify: notify)
    profile.sidecars = settings.sidecars
    profile.reports = reports
    profile.index = index
    profile.findsShots = settings.shotChanges && profile.writesSubtitles
    return profile
  }

  private static func rules<Rules>(
    _ problems: inout [ConfigurationDiagnostic], else none: Rules, _ make: () throws -> Rules
  ) -> Rules {
    do {
      return try make()
    } catch let error as ConfigurationDiagnostics {
      problems += error.diagnostics
    } catch {
      problems.append(.init("", "\(error)"))
    }
    return none
  }

  /// A plug-in that was made for its place in the profile.
  private struct Placed {
    var plugin: ConfiguredPlugin
    var node: ProfileGraph.Node
  }

  private func configured(
    _ names: [String], _ kind: PluginDescriptor.Kind, _ settings: ProfileSettings,
    _ problems: inout [ConfigurationDiagnostic], at pointer: (Int) -> String
  ) -> [Placed] {
    var placed: [Placed] = []
    for (index, name) in names.enumerated() {
      let pointer = pointer(index)
      guard let plugin = find(&problems, at: pointer, { try registry.plugin(named: name) }) else { continue }
      let found = plugin.descriptor
      guard found.kind == kind else {
        problems.append(.init(pointer, "“\(name)” is of the kind \(found.kind.rawValue), not \(kind.rawValue)"))
        continue
      }
      guard !placed.contains(where: { $0.plugin.descriptor.id == found.id }) else {
        problems.append(.init(pointer, "“\(name)” stands here twice; each plug-in runs once"))
        continue
      }
      if let made = configured(plugin, settings, &problems) {
        placed.append(Placed(plugin: made, node: .init(kind: kind, descriptor: found, pointer: pointer)))
      }
    }
    return placed
  }

  /// A plug-in that several names mean, such as `srt` and `subrip`, is one output.
  private func outputs(_ settings: ProfileSettings, _ problems: inout [ConfigurationDiagnostic]) -> [Placed] {
    var placed: [Placed] = []
    for (index, name) in settings.outputs.enumerated() {
      let pointer = "/outputs/\(index)"
      guard let plugin = find(&problems, at: pointer, { try registry.output(named: name) }) else { continue }
      guard plugin.isWritten else {
        problems.append(.init(pointer, "“\(name)” is a format that is only read"))
        continue
      }
      guard !placed.contains(where: { $0.plugin.descriptor.id == plugin.descriptor.id }),
        let made = configured(plugin, settings, &problems)
      else { continue }
      let descriptor = plugin.descriptor
      placed.append(Placed(plugin: made, node: .init(kind: descriptor.kind, descriptor: descriptor, pointer: pointer)))
    }
    return placed
  }

  private func find(
    _ problems: inout [ConfigurationDiagnostic], at pointer: String, _ search: () throws -> RegisteredPlugin
  ) -> RegisteredPlugin? {
    do {
      return try search()
    } catch {
      problems.append(.init(pointer, "\(error)"))
      return nil
    }
  }

  private func configured(
    _ plugin: RegisteredPlugin, _ settings: ProfileSettings, _ problems: inout [ConfigurationDiagnostic]
  ) -> ConfiguredPlugin? {
    let short = plugin.descriptor.shortName
    do {
      return try made.plugin(plugin, settings.plugins[short] ?? .emptyObject, at: Self.pointer(short))
    } catch let error as ConfigurationDiagnostics {
      problems += error.diagnostics
    } catch {
      problems.append(.init(Self.pointer(short), "\(error)"))
    }
    return nil
  }

  private func unknownPlugins(in settings: ProfileSettings) -> [ConfigurationDiagnostic] {
    let names = registry.plugins.map(\.descriptor.shortName)
    return settings.plugins.keys.sorted().filter { !names.contains($0) }.map { key in
      let near = Spelling.nearest(to: key, in: names).map { "did you mean “\($0)”?" }
      return ConfigurationDiagnostic(
        Self.pointer(key),
        "there is no plug-in of this name; \(near ?? "there are \(names.joined(separator: ", "))")")
    }
  }

  /// Settings of plug-ins that the profile does not use are looked at as well: a slip there would show too late.
  private func unusedPlugins(in settings: ProfileSettings, used: [String]) -> [ConfigurationDiagnostic] {
    registry.plugins.filter { !used.contains($0.descriptor.id) }.flatMap { plugin -> [ConfigurationDiagnostic] in
      let short = plugin.descriptor.shortName
      guard let given = settings.plugins[short] else { return [] }
      do {
        try plugin.check(given, at: Self.pointer(short))
        return []
      } catch let error as ConfigurationDiagnostics {
        return error.diagnostics
      } catch {
        return [.init(Self.pointer(short), "\(error)")]
      }
    }
  }

  private static func pointer(_ plugin: String) -> String { "/plugins".appendingPointer(plugin) }

  private static func language(
    _ settings: ProfileSettings, _ problems: inout [ConfigurationDiagnostic]
  ) -> LanguageTag? {
    let text = settings.language
    if text == "auto" { return nil }
    let tag = LanguageTag(text)
    if tag.isUndetermined {
      problems.append(.init("/language", "“\(text)” is no language; write a code such as “en”, or “auto”"))
    }
    return tag
  }

  /// A subtitle format once for each kind of subtitles; any other output as it is.
  private static func tracks(of output: ConfiguredPlugin, _ kinds: [SubtitleKind]) -> [ConfiguredPlugin] {
    guard case .format = output.instance else { return [output] }
    return kinds.map { kind in
      var output = output
      output.subtitles = kind
      return output
    }
  }

  private static func kinds(
    _ settings: ProfileSettings, _ problems: inout [ConfigurationDiagnostic]
  ) -> [SubtitleKind] {
    let known = SubtitleKind.allCases.map(\.rawValue)
    for (index, name) in settings.tracks.enumerated() where SubtitleKind(rawValue: name) == nil {
      let near = Spelling.nearest(to: name, in: known).map { "did you mean “\($0)”?" }
      problems.append(
        .init(
          "/tracks/\(index)",
          "“\(name)” are no subtitles; \(near ?? "there are \(known.joined(separator: ", "))")"))
    }
    if settings.tracks.isEmpty {
      problems.append(.init("/tracks", "name at least one of \(known.joined(separator: ", "))"))
    }
    return SubtitleKind.allCases.filter { settings.tracks.contains($0.rawValue) }
  }

  private static func index(
    _ settings: ProfileSettings, _ problems: inout [ConfigurationDiagnostic]
  ) -> IndexedContent {
    if let choice = IndexedContent(rawValue: settings.index) { return choice }
    let known = IndexedContent.allCases.map(\.rawValue).joined(separator: ", ")
    problems.append(.init("/index", "“\(settings.index)” is none of \(known)"))
    return .words
  }

  private static func untrusted(
    _ settings: ProfileSettings, _ problems: inout [ConfigurationDiagnostic]
  ) -> UntrustedText {
    if !(0...1).contains(settings.minimumTrust) {
      problems.append(.init("/minimumTrust", "\(settings.minimumTrust) is not within 0…1"))
    }
    if let choice = UntrustedText(rawValue: settings.untrusted) { return choice }
    problems.append(.init("/untrusted", "“\(settings.untrusted)” is neither “drop” nor “mark”"))
    return .drop
  }
}
