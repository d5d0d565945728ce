import SystemPackage
import WhisperCost

/// The models there are, with what they cost: what `surtitle models list` shows.
public struct ModelListing: Sendable {
  public struct Row: Sendable {
    public var name: String
    public var aliases: [String]
    /// nil for a folder that was put there by hand.
    public var kind: ModelKind?
    /// nil for a model of the user's own.
    public var summary: String?
    public var bytes: Int64
    /// nil where they are not known.
    public var languages: [String]?
    public var licence: String?
    public var parameters: Int?
    /// Titles, in the order in which they are asked.
    public var sources: [String]
    public var performance: ModelPerformance?
    /// nil where the model is not installed.
    public var folder: String?

    fileprivate var remark: String {
      guard let summary else { return "your own, in \(folder ?? "")" }
      return aliases.isEmpty ? summary : "\(summary); also \(aliases.joined(separator: ", "))"
    }
  }

  public let rows: [Row]

  /// - Parameters:
  ///   - installed: those that the catalogue does not have come last.
  ///   - measurements: of any machine.
  public init(
    catalogue: ModelCatalogue, installed: [InstalledModel], measurements: ModelMeasurements, on machine: Machine
  ) {
    let known = catalogue.entries.map { entry in
      Row(
        name: entry.name, aliases: entry.aliases, kind: entry.kind, summary: entry.summary, bytes: entry.byteCount,
        languages: entry.languages, licence: entry.licence, parameters: entry.shape?.parameters,
        sources: entry.sources.map(\.title),
        performance: measurements.performance(
          of: entry.name, byteCount: entry.byteCount, shape: entry.shape, on: machine, catalogue: catalogue),
        folder: installed.first { $0.name == entry.name }?.folder.string)
    }
    let others = installed.filter { model in !catalogue.entries.contains { $0.name == model.name } }
    rows =
      known
      + others.map { model in
        // A copy under another name has the sizes of what it is a copy of.
        let entry = catalogue.entry(matching: model.files)
        return Row(
          name: model.name, aliases: [], kind: model.kind, summary: nil, bytes: model.byteCount,
          languages: entry?.languages, licence: model.licence, parameters: entry?.shape?.parameters, sources: [],
          performance: measurements.performance(
            of: model.name, byteCount: model.byteCount, shape: entry?.shape, on: machine, catalogue: catalogue),
          folder: model.folder.string)
      }
  }

  /// For people: a line for each model, in columns.
  public var text: String {
    let table =
      [["model", "size", "memory", "speed", "languages", "licence", "", ""]]
      + rows.map { row in
        [
          row.name, row.bytes.formattedByteCount, row.performance?.memoryText ?? "–",
          row.performance?.speedText ?? "–", row.languages.map(Self.languages) ?? "–", row.licence ?? "–",
          row.folder == nil ? "–" : "installed", row.remark,
        ]
      }
    let widths = table[0].indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    return table.map { cells in
      let line = zip(cells, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
        .joined(separator: "  ")
      return (line.lastIndex { $0 != " " }.map { line[...$0] } ?? "") + "\n"
    }.joined()
  }

  /// What to do about numbers that are missing or not certain; nil where there is nothing.
  public var hint: String? {
    let speech = rows.filter { $0.kind == .speechRecogniser }
    let measured = Set(speech.compactMap(\.performance).filter { $0.basis == .estimated }.map(\.from)).sorted()
    if !measured.isEmpty {
      return "~ is estimated from what \(measured.joined(separator: " and ")) cost on this machine; "
        + "“surtitle models bench NAME” measures a model that is installed"
    }
    guard speech.contains(where: { $0.performance == nil }) else { return nil }
    return "memory and speed on this machine are not known: “surtitle models bench” measures them"
  }

  private static func languages(_ codes: [String]) -> String {
    if codes == ["*"] { return "any" }
    return codes.count <= 3 ? codes.joined(separator: " ") : "\(codes.count)"
  }
}

extension ModelListing.Row: Encodable {
  private enum CodingKeys: String, CodingKey {
    case name, aliases, kind, summary, bytes, languages, licence, parameters, sources, performance, installed, folder
  }

  /// Every key is there, with `null` for what is not known.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(aliases, forKey: .aliases)
    try container.encode(kind, forKey: .kind)
    try container.encode(summary, forKey: .summary)
    try container.encode(bytes, forKey: .bytes)
    try container.encode(languages, forKey: .languages)
    try container.encode(licence, forKey: .licence)
    try container.encode(parameters, forKey: .parameters)
    try container.encode(sources, forKey: .sources)
    try container.encode(performance, forKey: .performance)
    try container.encode(folder != nil, forKey: .installed)
    try container.encode(folder, forKey: .folder)
  }
}
