internal import ArgumentParser
internal import ModerationReports
internal import PluginHost
internal import PluginKit

/// A format of reports.
struct ReportForm: Sendable {
  enum Library: Sendable { case text, html, json, csv }

  let name: String
  /// The exporter that makes the report of one file, or whose settings it is made with.
  let plugin: String
  /// What a summary is in; nil where there is none.
  let library: Library?
  /// What the names of reports end with.
  let suffix: String

  /// - Throws: `ValidationError` that names the formats there are.
  init(_ name: String, _ registry: PluginRegistry) throws {
    let own: [String: (String, Library?)] = [
      "text": ("report-json", .text), "html": ("report-html", .html), "json": ("report-json", .json),
      "csv": ("report-csv", .csv), "vtt": ("report-vtt", nil), "edl": ("report-edl", nil),
    ]
    self.name = name
    (plugin, library) = own[name] ?? (name, nil)
    let known = registry.plugins.filter {
      $0.isWritten && $0.descriptor.consumes.contains(.findings) && $0.fileExtension?.contains("*") != true
    }
    guard let found = try? registry.output(named: plugin),
      known.contains(where: { $0.descriptor.id == found.descriptor.id })
    else {
      let names = own.keys.sorted() + known.map(\.descriptor.shortName)
      let near = Spelling.nearest(to: name, in: names).map { "did you mean “\($0)”?" }
      throw ValidationError(
        "there is no format of reports “\(name)”; \(near ?? "there are \(names.joined(separator: ", "))")")
    }
    suffix = name == "text" ? "report.txt" : found.fileExtension ?? "out"
  }
}

extension ReportForm {
  /// What the exporter's settings say about reports of this format.
  struct Settings {
    /// Words before and after those of a finding.
    var context = 8
    var isIndented = true
    var byteOrderMark = true
  }

  /// - Parameter output: the exporter, as the profile has it.
  func settings(_ output: ConfiguredPlugin) throws -> Settings {
    let given = output.configuration
    switch name {
    case "text", "json":
      let own = try given.decode(ReportJSONConfiguration.self)
      return Settings(context: own.context, isIndented: own.indented)
    case "csv":
      let own = try given.decode(ReportCSVConfiguration.self)
      return Settings(context: own.context, byteOrderMark: own.byteOrderMark)
    case "html": return Settings(context: try given.decode(ReportHTMLConfiguration.self).context)
    default: return Settings()
    }
  }
}
