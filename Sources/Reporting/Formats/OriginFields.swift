import Moderation

/// What made findings, in JSON.
struct OriginFields: Encodable {
  struct Part: Encodable {
    let plugin: String
    let materials: [FindingsOrigin.Material]?
    let judges: [String]?
    let settings: [String: FindingsOrigin.Setting]?
    let analysed: String?

    init(_ part: FindingsOrigin.Part) {
      plugin = part.plugin
      materials = part.materials.isEmpty ? nil : part.materials
      judges = part.judges.isEmpty ? nil : part.judges
      settings = part.settings.isEmpty ? nil : part.settings
      analysed = part.time.map(ReportText.moment)
    }
  }

  let program: String?
  let made: String?
  let profile: String
  /// When the last of the annotators was done; of several files, of the last of these.
  let analysed: String?
  /// Of several files.
  let analysedFirst: String?
  let files: Int?
  let recognizer: Part
  let embedder: Part?
  let annotators: [Part]
  let filters: [Part]
  let rules: [String]?
  let words: String

  init(_ origin: FindingsOrigin) { self.init(origin, files: nil, first: nil, last: origin.analysed) }

  init(_ origin: LibraryReport.Origin) {
    self.init(
      origin.origin, files: origin.files, first: origin.analysed?.lowerBound, last: origin.analysed?.upperBound)
  }

  private init(_ origin: FindingsOrigin, files: Int?, first: Int64?, last: Int64?) {
    (program, made, profile) = (origin.program, origin.made.map(ReportText.moment), origin.profile)
    (analysed, analysedFirst) = (last.map(ReportText.moment), first.map(ReportText.moment))
    self.files = files
    (recognizer, embedder) = (Part(origin.recognizer), origin.embedder.map(Part.init))
    (annotators, filters) = (origin.annotators.map(Part.init), origin.filters.map(Part.init))
    rules = origin.rules.isEmpty ? nil : origin.rules
    words = origin.isUnmasked ? "recognised" : "filtered"
  }
}
