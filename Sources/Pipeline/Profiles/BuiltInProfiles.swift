internal import PluginHost
internal import PluginKit

/// The profiles that the program has without any file. What they name are plug-ins that come with it.
enum BuiltInProfiles {
  /// - Throws: what encoding the defaults throws.
  static func all(of registry: PluginRegistry) throws -> [String: JSONValue] {
    let bundled = registry.plugins.filter { $0.external == nil }
    func names(where isWanted: (RegisteredPlugin) -> Bool) -> JSONValue {
      .array(bundled.filter(isWanted).map { .string($0.descriptor.shortName) })
    }
    // Who reviews what is said reads words and times; cues are for viewers.
    let transcripts: Set = ["transcript-json", "amazon-transcribe-json"]
    let (moderators, reports): (Set, Set) = (["vocabulary", "toxicity"], ["report-html", "report-json"])
    // Who wants to know what is said wants it of files with subtitles as well.
    let skip = JSONValue.object(["embedded": .bool(false), "sidecars": .bool(false)])
    // Where nothing looks for findings there is nothing to report.
    let hasFindings = bundled.contains { $0.descriptor.kind == .annotator }
    var everything: [String: JSONValue] = [
      "skip": skip,
      // Not those that do nothing before somebody sets what they work with.
      "annotators": names { $0.descriptor.kind == .annotator && (try? $0.configure()) != nil },
      "outputs": names {
        $0.isWritten && !$0.copiesMedia && (hasFindings || !$0.descriptor.consumes.contains(.findings))
      },
    ]
    let settings = ProfileSettings()
    if bundled.first(where: { $0.descriptor.shortName == settings.recognizer })?.defaults[key: "alternatives"] != nil {
      // Three besides the one that is shown: enough to choose from, for some four times the decoder's work.
      everything["plugins"] = .object([settings.recognizer: .object(["alternatives": .integer(3)])])
    }
    return [
      Configuration.defaultProfile: try JSONValue(encoding: settings),
      "moderation": .object([
        "skip": skip, "annotators": names { moderators.contains($0.descriptor.shortName) },
        "outputs": names { transcripts.union(reports).contains($0.descriptor.shortName) },
      ]),
      "everything": .object(everything),
    ]
  }
}
