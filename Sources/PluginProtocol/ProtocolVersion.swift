/// The versions of the protocol between the host and a plug-in in a process of its own. A released one never changes; what
/// it gains is a capability, and fields that a reader does not know are passed over.
public enum ProtocolVersion {
  /// The major versions that this module speaks, best last.
  public static let spoken = [1]

  /// The best version that both sides speak; nil where there is none.
  public static func best(of offered: [Int]) -> Int? { offered.filter(spoken.contains).max() }
}
