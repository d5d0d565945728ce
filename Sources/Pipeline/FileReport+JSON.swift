internal import Library
internal import Media
package import PluginHost
internal import Subtitles
internal import SystemPackage
internal import Timeline
internal import Transcript

extension FileReport {
  /// As programs are told of it.
  package var members: [String: JSONValue] {
    var members = JSONText.path(item.path)
    members["status"] = .string(status.rawValue)
    members["recognised"] = .bool(isRecognised)
    members["seconds"] = .number(elapsed / .seconds(1))
    members["damaged"] = .bool(isDamaged)
    members["warnings"] = .array(warnings.map { .string($0) })
    members["outputs"] = .array(
      outputs.map { output in
        var entry = JSONText.path(output.path)
        entry["status"] = .string(output.status.rawValue)
        if let reason = output.reason { entry["reason"] = .string(reason) }
        return .object(entry)
      })
    if let track = details.track {
      members["track"] = .object([
        "index": .integer(Int64(track.stream.index)), "language": .string(track.stream.language.code),
        "reason": .string(track.reason.rawValue),
      ])
    }
    if let error = error { members["error"] = .string(error) }
    if let rule = rule { members["rule"] = .string(rule) }
    if let reason = reason { members["reason"] = .string(reason) }
    if let former = formerPath { members.merge(JSONText.path(former, key: "formerPath")) { $1 } }
    if let language = details.language { members["language"] = .string(language.code) }
    if let hasSpeech = details.hasSpeech { members["speech"] = .bool(hasSpeech) }
    if let speech = details.speech { members["speechSeconds"] = .number(speech.seconds) }
    if let missing = details.speechWithoutText {
      members["speechWithoutTextSeconds"] = .number(missing.seconds)
    }
    if let verdict = details.subtitles {
      func counts(_ rules: [String: Int]) -> JSONValue { .object(rules.mapValues { .integer(Int64($0)) }) }
      members["subtitles"] = .object([
        "style": .string(verdict.style), "cues": .integer(Int64(verdict.cues)),
        "violations": counts(verdict.avoidable), "unavoidable": counts(verdict.unavoidable),
      ])
    }
    if let duration = details.mediaDuration { members["mediaSeconds"] = .number(duration.seconds) }
    return members
  }
}
