internal import Foundation
internal import Library
internal import Media
internal import PluginKit
internal import SystemPackage
internal import Transcript

/// Leaving files alone.
extension Planner {
  /// Why `candidate` is left alone; nil where it is not. The container is opened where a rule asks for what it says, once
  /// for each state of the file.
  ///
  /// - Throws: what reading the catalogue throws. A container that cannot be read is not left alone: whoever works on it
  ///   says what is wrong with it.
  func skip(_ candidate: Candidate) async throws -> SkipDecision? {
    if let owner = try workspace.catalogue.deliverable(at: candidate.item.path)?.media {
      return SkipDecision("own-output", "surtitle wrote it for \(owner.display)")
    }
    guard options.appliesSkipRules, options.forced.isEmpty else { return nil }
    let rules = profile.skip
    if let decision = rules.decide(name: candidate.item.name, size: candidate.identity.size) { return decision }
    let media = rules.needMedia ? try await info(of: candidate) : nil
    let track = media.flatMap { source.chooseTrack(of: $0, language: profile.request.language) }
    if media != nil, track == nil { return .noAudio }
    let language = language(ofTrack: track?.stream)
    let decision = try rules.decide(
      neighbours: candidate.neighbours, base: MediaName.base(of: candidate.item.name), in: candidate.item.folder,
      language: language
    ) { try workspace.catalogue.isOwn($0) }
    if let decision { return decision }
    guard let media, let track else { return nil }
    return rules.decide(media: media, track: track.stream, language: language)
  }

  /// The language that results will be in, as far as it is known before anything is heard.
  private func language(ofTrack track: MediaStream?) -> LanguageTag {
    if profile.request.task == .translate { return "en" }
    return profile.request.language ?? track?.language ?? .undetermined
  }

  private func info(of candidate: Candidate) async throws -> MediaInfo? {
    let path = candidate.item.path
    if let known = try workspace.catalogue.info(of: path, identity: candidate.identity),
      let info = try? JSONDecoder().decode(MediaInfo.self, from: known)
    {
      return info
    }
    guard candidate.identity.size > 0, let info = try? await source.probe(path) else { return nil }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try workspace.catalogue.record(info: encoder.encode(info), of: path, identity: candidate.identity)
    return info
  }
}
