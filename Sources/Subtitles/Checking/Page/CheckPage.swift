public import Timeline
public import Transcript

/// A page about files that were checked, for people: one file of HTML that takes nothing from elsewhere, asks nobody for
/// anything, and can be printed. The same files give the same page.
public struct CheckPage: Sendable {
  public var files: [File]
  public var failures: [Failure]

  /// A file that was checked.
  public struct File: Sendable {
    /// What people know it by, such as its path.
    public var name: String
    public var style: HouseStyle
    public var language: LanguageTag
    /// Of the picture; nil where it is not known.
    public var frameRate: Rational?
    /// The instants at which a shot begins, in order.
    public var shots: [MediaTime]
    /// The subtitles that `violations` are about.
    public var document: SubtitleDocument
    public var violations: [StyleViolation]
    /// How they were repaired, where they were; `document` is what came of it.
    public var repair: StyleRepair?

    public init(
      name: String, style: HouseStyle, language: LanguageTag, frameRate: Rational? = nil, shots: [MediaTime] = [],
      document: SubtitleDocument, violations: [StyleViolation], repair: StyleRepair? = nil
    ) {
      (self.name, self.style, self.language) = (name, style, language)
      (self.frameRate, self.shots) = (frameRate, shots)
      (self.document, self.violations, self.repair) = (document, violations, repair)
    }
  }

  /// A file that could not be checked.
  public struct Failure: Sendable {
    public var name: String
    public var message: String

    public init(name: String, message: String) { (self.name, self.message) = (name, message) }
  }

  public init(files: [File], failures: [Failure] = []) { (self.files, self.failures) = (files, failures) }

  public var html: String {
    let sections = files.enumerated().map { FileSection(file: $1, number: $0 + 1) }
    var html = head
    html += "<body>\n<header class=\"top\"><h1>Subtitle check</h1>\(summary)</header>\n"
    if files.count > 1 { html += contents(sections) }
    html += failureList
    if files.contains(where: { !$0.violations.isEmpty }) { html += filters }
    html += "<main>\n"
    for section in sections { html += section.html }
    html +=
      "</main>\n<script>\n\(String(decoding: PackageResources.page_js, as: UTF8.self))</script>\n</body>\n</html>\n"
    return html
  }

  // MARK: - Parts

  private var head: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
    script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="generator" content="surtitle">
    <title>Subtitle check\(files.count == 1 ? ": " + HTMLText.escaped(files[0].name) : "")</title>
    <style>
    \(String(decoding: PackageResources.page_css, as: UTF8.self))</style>
    </head>

    """
  }

  private var summary: String {
    let cues = files.reduce(0) { $0 + $1.document.cues.count }
    let violations = files.flatMap(\.violations)
    let counts = StyleViolation.Severity.allCases.reversed().map { severity in
      PageText.counted(violations.count { $0.severity == severity }, severity)
    }
    let files = PageText.counted(files.count, "file")
    return "<p>\(files), \(PageText.counted(cues, "cue")): \(counts.joined(separator: ", "))</p>"
  }

  private func contents(_ sections: [FileSection]) -> String {
    var html = "<nav class=\"card\" aria-label=\"Files\"><table class=\"files\"><thead><tr><th scope=\"col\">File</th>"
    html += "<th scope=\"col\">Cues</th><th scope=\"col\">Errors</th><th scope=\"col\">Warnings</th>"
    html += "<th scope=\"col\">Remarks</th><th scope=\"col\">Avoidable</th></tr></thead><tbody>\n"
    for section in sections {
      html += "<tr><th scope=\"row\"><a href=\"#f\(section.number)\">\(HTMLText.isolated(section.file.name))</a></th>"
      html += "<td>\(PageText.grouped(section.file.document.cues.count))</td>"
      for severity in StyleViolation.Severity.allCases.reversed() {
        let count = section.count(severity)
        html += "<td\(count > 0 ? " class=\"\(severity.rawValue)\"" : "")>\(PageText.grouped(count))</td>"
      }
      html += "<td>\(section.avoidableShare ?? "–")</td></tr>\n"
    }
    return html + "</tbody></table></nav>\n"
  }

  private var failureList: String {
    guard !failures.isEmpty else { return "" }
    let items = failures.map { "<li>\(HTMLText.isolated($0.name)): \(HTMLText.isolated($0.message))</li>" }
    return "<section class=\"card failures\"><h2>Not checked</h2><ul>\(items.joined())</ul></section>\n"
  }

  private var filters: String {
    let rules = Set(files.flatMap(\.violations).map(\.rule))
    var html = "<form class=\"filters card\" id=\"filters\" hidden><fieldset><legend>Show</legend>"
    for severity in StyleViolation.Severity.allCases.reversed() {
      html += "<label><input type=\"checkbox\" name=\"severity\" value=\"\(severity.rawValue)\" checked> "
      html += "<span class=\"badge \(severity.rawValue)\">\(PageText.plural(severity))</span></label>"
    }
    html += "</fieldset><label>Rule <select id=\"rule\"><option value=\"\">all</option>"
    for rule in StyleRule.allCases where rules.contains(rule) {
      html += "<option value=\"\(rule.rawValue)\">\(rule.rawValue)</option>"
    }
    html += "</select></label><label>Necessity <select id=\"necessity\"><option value=\"\">all</option>"
    html += "<option value=\"a\">avoidable</option><option value=\"n\">unavoidable</option></select></label>"
    html += "<label class=\"search\">Search <input type=\"search\" id=\"search\" placeholder=\"text, cue, time ( / )\">"
    return html
      + "</label><button type=\"reset\">All</button><output id=\"shown\" aria-live=\"polite\"></output></form>\n"
  }
}
