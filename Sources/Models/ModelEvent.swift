/// What `ModelStore` is doing; for progress bars and logs.
public enum ModelEvent: Hashable, Sendable {
  /// Nothing to do: every file is there with its recorded size.
  case alreadyInstalled
  /// Another process fetches the same model; this one waits and then finds it done.
  case waiting
  case startedSource(title: String)
  /// Bytes of the whole model that are here, and in all. At most ten times a second.
  case received(file: String, bytes: Int64, total: Int64)
  case verifying(file: String)
  /// One line why a source was given up; the next one is tried.
  case sourceFailed(title: String, reason: String)
  case installed
}
