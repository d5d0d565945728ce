internal import Library
internal import Pipeline
internal import PluginHost
internal import Subtitles
internal import SystemPackage
internal import Timeline

/// What was found out about the times of a subtitle file, for people and for programs.
struct SyncReport {
  var path: FilePath
  /// Nil where nothing was written.
  var written: FilePath?
  var synchronisation: Synchronisation
  /// Cues that are not in the result.
  var leftOut: Int

  private static let mostNumbers = 20

  var text: String {
    let (found, counts) = (synchronisation, synchronisation.counts)
    let how = found.evidence == .words ? "by their words" : "by when somebody speaks, not by words"
    var text =
      "\(path.display): \(counts.matchedCues) of \(counts.spokenCues) cues match \(how); confidence \(Self.rounded(found.confidence))\n"
    if found.isInSync { text += "  the times are right already\n" }
    for (index, piece) in found.mapping.pieces.enumerated() {
      if index > 0 { text += "  " + Self.text(of: found.mapping.cuts[index - 1], before: piece) + "\n" }
      text += "  " + Self.text(of: piece) + "\n"
    }
    if found.medianResidual > .zero {
      text +=
        "  half of them are within \(found.medianResidual.milliseconds) ms, 95 % within \(found.residual95.milliseconds) ms\n"
    }
    if !found.unmatchedCues.isEmpty {
      let numbers = found.unmatchedCues.prefix(Self.mostNumbers).map { String($0 + 1) }.joined(separator: ", ")
      let more = found.unmatchedCues.count > Self.mostNumbers ? ", …" : ""
      let cues = found.unmatchedCues.count == 1 ? "1 cue was" : "\(found.unmatchedCues.count) cues were"
      text += "  \(cues) not heard: \(numbers)\(more)\n"
    }
    if leftOut > 0 {
      text += "  \(leftOut == 1 ? "1 cue is" : "\(leftOut) cues are") left out, not being in the media\n"
    }
    return text + (written.map { "  written: \($0.display)\n" } ?? "  nothing was written\n")
  }

  private static func text(of piece: TimeMapping.Piece) -> String {
    let (start, end) = (piece.range.start, piece.range.end)
    var text = "from \(start) to \(end): \(shift(piece.shift(at: start)))"
    guard piece.rate != 1 else { return text }
    text += " at first, \(shift(piece.shift(at: end))) at last; "
    text += piece.rate > 1 ? "slower by " : "faster by "
    text += percent(abs(piece.rate - 1))
    return text + (piece.frameRateChange.map { " (\($0) frames a second)" } ?? "")
  }

  private static func text(of cut: TimeMapping.Cut, before piece: TimeMapping.Piece) -> String {
    cut.jump < .zero
      ? "at \(cut.range.start) the media lacks \(seconds(-cut.jump))"
      : "at \(cut.range.start) the media has \(seconds(cut.jump)) more"
  }

  private static func shift(_ time: MediaTime) -> String {
    if time.milliseconds == 0 { return "as it is" }
    return time < .zero ? "\(seconds(-time)) earlier" : "\(seconds(time)) later"
  }

  /// `12.340 s`
  private static func seconds(_ time: MediaTime) -> String {
    let milliseconds = time.milliseconds
    return "\(milliseconds / 1000)." + String(1000 + milliseconds % 1000).dropFirst() + " s"
  }

  /// `4.27 %`
  private static func percent(_ part: Double) -> String {
    let thousandths = Int((min(part, 10) * 100_000).rounded())
    return "\(thousandths / 1000)." + String(1000 + thousandths % 1000).dropFirst() + " %"
  }

  private static func rounded(_ confidence: Double) -> Double { (confidence * 100).rounded() / 100 }
}

extension SyncReport {
  /// For programs; times are seconds, cues are counted from 1.
  var json: JSONValue {
    var members = JSONText.path(path)
    if let written { members.merge(JSONText.path(written, key: "written")) { first, _ in first } }
    let found = synchronisation
    members["status"] = .string("synchronised")
    members["inSync"] = .bool(found.isInSync)
    members["evidence"] = .string(found.evidence.rawValue)
    members["confidence"] = .number(Self.rounded(found.confidence))
    members.merge(Self.members(of: found.counts)) { first, _ in first }
    members["medianResidual"] = .number(found.medianResidual.roundedSeconds)
    members["residual95"] = .number(found.residual95.roundedSeconds)
    members["unmatchedCues"] = .array(found.unmatchedCues.map { .integer(Int64($0 + 1)) })
    members["leftOut"] = .integer(Int64(leftOut))
    members["pieces"] = .array(
      found.mapping.pieces.map { piece in
        var members: [String: JSONValue] = [
          "from": .number(piece.range.start.roundedSeconds), "to": .number(piece.range.end.roundedSeconds),
          "rate": .number(piece.rate), "offset": .number(piece.offset.roundedSeconds),
        ]
        members["frameRateChange"] = piece.frameRateChange.map { .string("\($0)") }
        return .object(members)
      })
    return .object(members)
  }

  static func json(of refusal: SynchronisationRefusal, _ path: FilePath) -> JSONValue {
    var members = JSONText.path(path)
    members["status"] = .string("refused")
    members["reason"] = .string(refusal.reason.rawValue)
    members["message"] = .string("\(refusal)")
    members["confidence"] = .number(rounded(refusal.confidence))
    members.merge(Self.members(of: refusal.counts)) { first, _ in first }
    return .object(members)
  }

  private static func members(of counts: Synchronisation.Counts) -> [String: JSONValue] {
    [
      "cues": .integer(Int64(counts.cues)), "spokenCues": .integer(Int64(counts.spokenCues)),
      "matchedCues": .integer(Int64(counts.matchedCues)), "words": .integer(Int64(counts.words)),
      "matchedWords": .integer(Int64(counts.matchedWords)),
    ]
  }
}

extension MediaTime {
  /// To the millisecond.
  fileprivate var roundedSeconds: Double { Double(milliseconds) / 1000 }
}
