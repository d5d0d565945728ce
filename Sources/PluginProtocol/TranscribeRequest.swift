public import PluginKit

public struct TranscribeParams: Hashable, Sendable, Codable {
  public var audio: AudioFile
  public var request: RecognitionRequest
  public var context: RequestContext

  public init(audio: AudioFile, request: RecognitionRequest, context: RequestContext) {
    (self.audio, self.request, self.context) = (audio, request, context)
  }
}
