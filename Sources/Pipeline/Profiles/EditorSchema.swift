internal import Moderation
package import PluginHost
internal import PluginKit
internal import Subtitles

/// The JSON Schema (2020-12) of files with settings, for editors: what can be written, with every plug-in that is here.
package struct EditorSchema {
  private let registry: PluginRegistry
  private let profileNames: [String]
  private let styleNames: [String]

  package init(_ configuration: Configuration) {
    registry = configuration.registry
    profileNames = configuration.profileNames
    styleNames = ((try? configuration.styles()) ?? .builtIn).names
  }

  /// Of a configuration file.
  package func configuration() throws -> JSONValue {
    let builtIn = profileNames.map { name in
      (
        name,
        JSONValue.object([
          "$ref": .string("#/$defs/profile"), "description": .string(Self.notes[name] ?? "A profile of yours."),
        ])
      )
    }
    return try document(
      "Surtitle configuration", required: ["version"],
      [
        "version": Self.version,
        "profiles": .object([
          "type": .string("object"), "description": .string("Profiles by name."),
          "properties": .object(Dictionary(uniqueKeysWithValues: builtIn)),
          "additionalProperties": .object(["$ref": .string("#/$defs/profile")]),
        ]),
        "styles": .object([
          "type": .string("object"), "description": .string("House styles of yours by name."),
          "additionalProperties": .object(["type": .string("object")]),
        ]),
      ], ["profile": profileSchema()])
  }

  /// Of a file that holds one profile, and of the `.surtitle.yaml` of a folder.
  package func profile() throws -> JSONValue {
    let profile = try profileSchema()
    let properties = (profile[key: "properties"] ?? .emptyObject).members.merging(["version": Self.version]) { $1 }
    return try document("Surtitle profile", required: [], properties, [:])
  }

  private func document(
    _ title: String, required: [String], _ properties: [String: JSONValue], _ definitions: [String: JSONValue]
  ) throws -> JSONValue {
    var properties = properties
    properties["$schema"] = .object([
      "type": .string("string"), "description": .string("Where editors find this schema."),
    ])
    var members: [String: JSONValue] = [
      "$schema": .string("https://json-schema.org/draft/2020-12/schema"), "title": .string(title),
      "type": .string("object"), "properties": .object(properties), "additionalProperties": .bool(false),
      "$defs": .object(definitions.merging(pluginSchemas()) { $1 }),
    ]
    if !required.isEmpty { members["required"] = .array(required.map(JSONValue.string)) }
    return .object(members)
  }

  private static let version = JSONValue.object([
    "const": .integer(Configuration.version), "description": .string("The version of the format."),
  ])

  private func profileSchema() throws -> JSONValue {
    let plain = try ConfigurationSchema(of: ProfileSettings()).jsonSchema()
    var properties = (plain[key: "properties"] ?? .emptyObject).members
    func add(_ key: String, _ more: [String: JSONValue]) {
      properties[key] = (properties[key] ?? .emptyObject).merged(with: .object(more))
    }
    for (key, note) in Self.notes where properties[key] != nil { add(key, ["description": .string(note)]) }
    for (key, note) in Self.cueingNotes where properties["cueing"]?[key: "properties"]?[key: key] != nil {
      add("cueing", ["properties": .object([key: .object(["description": .string(note)])])])
    }
    for (key, note) in Self.skipNotes where properties["skip"]?[key: "properties"]?[key: key] != nil {
      add("skip", ["properties": .object([key: .object(["description": .string(note)])])])
    }
    for (key, note) in Self.notifyNotes where properties["notify"]?[key: "properties"]?[key: key] != nil {
      add("notify", ["properties": .object([key: .object(["description": .string(note)])])])
    }
    for (key, note) in Self.reportNotes where properties["reports"]?[key: "properties"]?[key: key] != nil {
      add("reports", ["properties": .object([key: .object(["description": .string(note)])])])
    }
    add(
      "reports",
      [
        "properties": .object([
          "thresholds": .object([
            "additionalProperties": .object([
              "type": .string("number"), "minimum": .integer(0), "maximum": .integer(1),
            ])
          ]),
          "severities": .object([
            "additionalProperties": .object(["enum": .array(Severity.allCases.map { .string($0.rawValue) })])
          ]),
        ])
      ])
    properties["inherits"] = .object([
      "type": .string("string"), "description": .string(Self.notes["inherits"] ?? ""),
      "examples": .array(profileNames.map(JSONValue.string)),
    ])
    let styles = styleNames.map(JSONValue.string)
    func choose(_ key: String, _ words: [JSONValue]) {
      add("cueing", ["properties": .object([key: .object(["enum": .array(words)])])])
    }
    choose("style", styles)
    choose("dialogue", StyleRules.DialogueMarks.allCases.map { .string($0.rawValue) } + [.null])
    choose("ellipsis", StyleRules.Ellipsis.allCases.map { .string($0.rawValue) } + [.null])
    add("recognizer", ["enum": .array(names(of: .speechRecognizer))])
    add("filters", Self.list(of: names(of: .transcriptFilter)))
    add("annotators", Self.list(of: names(of: .annotator)))
    let ids = registry.plugins.filter { $0.fileExtension != nil }.map(\.descriptor.id)
    add("outputs", ["items": .object(["enum": .array((registry.outputNames + ids).map(JSONValue.string))])])
    add("language", ["examples": .array(["auto", "en", "de", "no"].map(JSONValue.string))])
    add("minimumTrust", ["minimum": .integer(0), "maximum": .integer(1)])
    add("tracks", ["items": .object(["enum": .array(SubtitleKind.allCases.map { .string($0.rawValue) })])])
    add("index", ["enum": .array(IndexedContent.allCases.map { .string($0.rawValue) })])
    add("untrusted", ["enum": .array([.string("drop"), .string("mark")])])
    let plugins = registry.plugins.flatMap { plugin -> [(String, JSONValue)] in
      let short = plugin.descriptor.shortName
      let schema = JSONValue.object(["$ref": .string("#/$defs/\(Self.definition(of: plugin))")])
      return short == plugin.descriptor.id ? [(short, schema)] : [(short, schema), (plugin.descriptor.id, schema)]
    }
    add(
      "plugins",
      ["properties": .object(Dictionary(uniqueKeysWithValues: plugins)), "additionalProperties": .bool(false)])
    return .object([
      "type": .string("object"), "properties": .object(properties), "additionalProperties": .bool(false),
    ])
  }

  /// What can be written for a plug-in of this kind: short names, then ids.
  private func names(of kind: PluginDescriptor.Kind) -> [JSONValue] {
    let plugins = registry.plugins.map(\.descriptor).filter { $0.kind == kind }
    return (plugins.map(\.shortName) + plugins.map(\.id).filter { $0.contains(".") }).map(JSONValue.string)
  }

  /// An enumeration has one choice at least.
  private static func list(of names: [JSONValue]) -> [String: JSONValue] {
    names.isEmpty ? ["maxItems": .integer(0)] : ["items": .object(["enum": .array(names)])]
  }

  private func pluginSchemas() -> [String: JSONValue] {
    let schemas = registry.plugins.map { plugin in
      let about = JSONValue.object([
        "title": .string(plugin.descriptor.shortName), "description": .string(plugin.descriptor.summary),
      ])
      return (Self.definition(of: plugin), about.merged(with: plugin.settingsSchema))
    }
    return Dictionary(uniqueKeysWithValues: schemas)
  }

  private static func definition(of plugin: RegisteredPlugin) -> String { "plugin-\(plugin.descriptor.shortName)" }

  /// What editors show for profiles and their settings.
  private static let notes = [
    "subtitles": "Subtitles for players, browsers and broadcast, and transcripts: the default.",
    "moderation": "Transcripts with the time of every word, and no subtitles.",
    "everything": "All outputs and annotators that come with the program, and other readings of each segment.",
    "inherits": "The profile that this one takes from what it does not say; subtitles where nothing is written.",
    "recognizer": "The plug-in that recognises speech.",
    "filters": "Plug-ins that derive a transcript from the one before, in this order.",
    "annotators": "Plug-ins that mark what is said. Each runs after those whose results it needs.",
    "outputs": "Plug-ins that write files, by name or by what they write: srt, vtt, ttml, json.",
    "language": "The language that is spoken, such as en; auto to find out.",
    "translate": "Whether the text is translated into English.",
    "tracks": "Which subtitles are written in each format: full, sdh, forced.",
    "shotChanges": "Whether changes of shot are looked for, so that cues begin and end with them.",
    "sidecars": "What names of results say besides the language.",
    "cueing": "How text is cut into cues.",
    "minimumTrust": "Text with less trust than this is left out of subtitles, or marked; 0 shows all.",
    "untrusted": "What becomes of text with too little trust: drop, or mark with [?] before it.",
    "index": "What surtitle search finds: words, meaning (also what is said in other words), or off.",
    "reports": "Which findings are reported.",
    "skip": "When a file is left alone; the first rule that applies decides.",
    "notify": "Who is told when the work on a file ends, also when there was nothing to do. Not in folders.",
    "plugins": "Settings of plug-ins by name.",
  ]

  private static let reportNotes = [
    "thresholds":
      "Scores from which findings are reported, 0 to 1, by category: profanity, vocabulary.*, or * for all.",
    "severities": "Severities from which findings are reported, by category.",
    "hidden": "Categories of which nothing is reported.",
  ]

  private static let skipNotes = [
    "names": "Patterns of names that are left alone, such as *sample*.",
    "extensions": "Extensions that are left alone, without the dot.",
    "minimumSize": "Smaller files are left alone; a size such as 20MB, empty for no limit.",
    "maximumSize": "Larger files are left alone; a size such as 20GB, empty for no limit.",
    "minimumDuration": "Shorter media are left alone, in seconds; 0 for no limit.",
    "maximumDuration": "Longer media are left alone, in seconds; 0 for no limit.",
    "sidecars": "Whether subtitle files beside the media count as subtitles that are there.",
    "embedded": "Whether text tracks in the media count as subtitles that are there.",
    "pictures": "Whether pictures of text count too.",
    "languages": "The languages in which subtitles must be there for that; where empty, that of the results.",
    "audioLanguages": "Languages that need no subtitles.",
    "unknownLanguage": "Whether media are left alone that do not say which language they are in.",
  ]

  private static let notifyNotes = [
    "webhook": "The address that messages are posted to; empty for none.",
    "secret": "Where the secret is that messages are signed with: env:NAME or file:/path; empty for no signature.",
    "command": "A program and its arguments, which gets the message on its standard input; empty for none.",
    "on": "What is told of: done, up-to-date, skipped, failed.",
    "timeout": "Seconds that a try may take, 1 to 100.",
  ]

  private static let cueingNotes = [
    "style": "The house style that subtitles keep to; “surtitle subtitles styles” lists them.",
    "maximumLineLength": "Columns in a line; some languages have a lower limit of their own.",
    "maximumLines": "Lines in a cue, 1 to 4.",
    "maximumReadingSpeed": "Characters a second; speech that is faster breaks it, as nothing is left out.",
    "maximumWordRate": "Words a minute, for houses that count those.",
    "minimumDuration": "How long a cue is shown at least: seconds, or frames such as “20 frames”.",
    "maximumDuration": "How long a cue is shown at most.",
    "minimumGap": "Time without text between two cues.",
    "chainBelow": "Gaps that are shorter than this are closed to minimumGap.",
    "maximumTrail": "How long a cue may stay after its last word so that it can be read.",
    "maximumOffset": "How far a cue may begin before or after its first word.",
    "shotZone": "Cues that begin or end so near to a change of shot begin or end with it.",
    "dialogue": "How two speakers in one cue are told apart.",
    "ellipsis": "How three dots are written.",
  ]
}
