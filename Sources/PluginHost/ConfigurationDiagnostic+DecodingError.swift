internal import Foundation

extension ConfigurationDiagnostic {
  /// What decoding found, as a diagnostic.
  package init(_ error: DecodingError, at pointer: String) {
    func located(_ context: DecodingError.Context, _ message: String) -> ConfigurationDiagnostic {
      let path = context.codingPath.reduce(pointer) {
        $0.appendingPointer($1.intValue.map(String.init) ?? $1.stringValue)
      }
      return ConfigurationDiagnostic(path, message)
    }
    switch error {
    case .typeMismatch(let type, let context): self = located(context, "this must be of the type \(type)")
    case .valueNotFound(let type, let context): self = located(context, "a value of the type \(type) is missing")
    case .keyNotFound(let key, let context): self = located(context, "the setting “\(key.stringValue)” is missing")
    case .dataCorrupted(let context):
      let cause = (context.underlyingError as NSError?)?.userInfo[NSDebugDescriptionErrorKey] as? String
      self = located(context, cause ?? context.debugDescription)
    @unknown default: self.init(pointer, "\(error)")
    }
  }
}
