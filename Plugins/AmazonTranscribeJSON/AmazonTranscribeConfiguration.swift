public import PluginKit

/// What Amazon Transcribe documents say that a media library does not know.
public struct AmazonTranscribeConfiguration: PluginConfiguration {
  /// The twelve digits in `accountId`. Zeros, because no account is involved.
  public var accountID = "000000000000"

  public init() {}
}
