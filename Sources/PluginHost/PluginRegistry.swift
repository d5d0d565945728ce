package import PluginKit

/// The plug-ins that the host knows, in the order of their registration.
package struct PluginRegistry: Sendable {
  package private(set) var plugins: [RegisteredPlugin] = []

  package init() {}

  package mutating func register<P: SpeechRecognizer>(_ plugin: P.Type) throws {
    try add(RegisteredPlugin(plugin) { .recognizer($0) })
  }

  package mutating func register<P: Annotator>(_ plugin: P.Type) throws {
    try add(RegisteredPlugin(plugin) { .annotator($0) })
  }

  package mutating func register<P: TranscriptFilter>(_ plugin: P.Type) throws {
    try add(RegisteredPlugin(plugin) { .filter($0) })
  }

  package mutating func register<P: SubtitleFormat>(_ plugin: P.Type) throws {
    try add(RegisteredPlugin(plugin, fileExtension: P.fileExtension, isWritten: P.isWritten) { .format($0) })
  }

  package mutating func register<P: Exporter>(_ plugin: P.Type) throws {
    try add(RegisteredPlugin(plugin, fileExtension: P.fileExtension) { .exporter($0) })
  }

  package mutating func register<P: FileExporter>(_ plugin: P.Type) throws {
    try add(RegisteredPlugin(plugin, fileExtension: P.fileExtension) { .fileExporter($0) })
  }

  /// Takes a plug-in in a process of its own.
  ///
  /// - Throws: `PluginHostError` where another has its name, `ConfigurationDiagnostics` for a kind that cannot be.
  package mutating func register(_ plugin: DiscoveredPlugin, host: ExternalHost) throws {
    try add(RegisteredPlugin(plugin, host: host))
  }

  /// The plug-in with this id or short name.
  ///
  /// - Throws: `PluginHostError` that suggests the nearest name.
  package func plugin(named name: String) throws -> RegisteredPlugin {
    if let found = plugins.first(where: { $0.descriptor.id == name || $0.descriptor.shortName == name }) {
      return found
    }
    throw PluginHostError.unknownPlugin(name, known: plugins.map(\.descriptor.shortName))
  }

  /// What a user means who asks for the output `name`: a plug-in, or a file extension such as `srt` or `json`. Where
  /// several write files with that extension the one that was registered first is meant.
  package func output(named name: String) throws -> RegisteredPlugin {
    let outputs = plugins.filter { $0.fileExtension != nil }
    let suffix = name.lowercased().drop { $0 == "." }
    let found =
      outputs.first { $0.descriptor.id == name || $0.descriptor.shortName == name }
      ?? outputs.first { $0.fileExtension ?? "" == suffix }
      ?? outputs.first { $0.fileExtension?.split(separator: ".").last ?? "" == suffix }
    guard let found else { throw PluginHostError.unknownOutput(name, known: outputNames) }
    return found
  }

  /// What `output(named:)` knows: the last parts of file extensions (`srt`, `json`), then names of plug-ins.
  package var outputNames: [String] {
    let outputs = plugins.filter { $0.fileExtension != nil }
    let names =
      outputs.compactMap { $0.fileExtension?.split(separator: ".").last.map(String.init) }.filter { $0 != "*" }
      + outputs.map(\.descriptor.shortName)
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  private mutating func add(_ plugin: RegisteredPlugin) throws {
    let descriptor = plugin.descriptor
    if let other = plugins.first(where: { $0.descriptor.shortName == descriptor.shortName }) {
      throw PluginHostError(
        .duplicate, "two plug-ins answer to “\(descriptor.shortName)”: \(other.descriptor.id) and \(descriptor.id)")
    }
    plugins.append(plugin)
  }
}
