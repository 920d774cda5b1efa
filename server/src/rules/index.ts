/** The registry: every rule there is, in the order the documentation lists them. */
import { aliasMismatch } from './alias-mismatch.ts';
import { confAppend } from './conf-append.ts';
import { confBlockComment } from './conf-block-comment.ts';
import { confDirectiveEmpty } from './conf-directive-empty.ts';
import { confEmptyName } from './conf-empty-name.ts';
import { confEscapeInvalid } from './conf-escape-invalid.ts';
import { confExec } from './conf-exec.ts';
import { confFilterInvalid } from './conf-filter-invalid.ts';
import { confHeaderOptions } from './conf-header-options.ts';
import { confIncludeDepth } from './conf-include-depth.ts';
import { confIncludeKind } from './conf-include-kind.ts';
import { confIncludeLoop } from './conf-include-loop.ts';
import { confIncludeMissing } from './conf-include-missing.ts';
import { confIncludeRepeated } from './conf-include-repeated.ts';
import { confInvisibleCharacter } from './conf-invisible-character.ts';
import { confLineTooLong } from './conf-line-too-long.ts';
import { confNameTooLong } from './conf-name-too-long.ts';
import { confNoEquals } from './conf-no-equals.ts';
import { confNoSection } from './conf-no-section.ts';
import { confOptionsUnclosed } from './conf-options-unclosed.ts';
import { confSectionUnclosed } from './conf-section-unclosed.ts';
import { confTemplateMissing } from './conf-template-missing.ts';
import { confUnknownDirective } from './conf-unknown-directive.ts';
import { contextMissing } from './context-missing.ts';
import { dialplanApplicationUnknown } from './dialplan-application-unknown.ts';
import { dialplanBrackets } from './dialplan-brackets.ts';
import { dialplanFunctionUnknown } from './dialplan-function-unknown.ts';
import { dialplanPattern } from './dialplan-pattern.ts';
import { dialplanPriorityDuplicate } from './dialplan-priority-duplicate.ts';
import { dialplanPriorityMissing } from './dialplan-priority-missing.ts';
import { dialplanTargetMissing } from './dialplan-target-missing.ts';
import { dialplanUnreachable } from './dialplan-unreachable.ts';
import { fileGenerated } from './file-generated.ts';
import { iaxAuthPlaintext } from './iax-auth-plaintext.ts';
import { iaxCalltoken } from './iax-calltoken.ts';
import { iaxNoAcl } from './iax-no-acl.ts';
import { iaxOpenDevice } from './iax-open-device.ts';
import { iaxSecretAccumulates } from './iax-secret-accumulates.ts';
import { pjsipAorNoContact } from './pjsip-aor-no-contact.ts';
import { pjsipNatIncomplete } from './pjsip-nat-incomplete.ts';
import { pjsipOpenEndpoint } from './pjsip-open-endpoint.ts';
import { pjsipRefMissing } from './pjsip-ref-missing.ts';
import { pjsipTlsUnverified } from './pjsip-tls-unverified.ts';
import { sipAclPermitOnly } from './sip-acl-permit-only.ts';
import { sipAllowWithoutDisallow } from './sip-allow-without-disallow.ts';
import { sipAllowguest } from './sip-allowguest.ts';
import { sipDefaultContext } from './sip-default-context.ts';
import { sipInsecure } from './sip-insecure.ts';
import { sipNatIncomplete } from './sip-nat-incomplete.ts';
import { sipNoAcl } from './sip-no-acl.ts';
import { sipNoQualify } from './sip-no-qualify.ts';
import { sipNumericDevice } from './sip-numeric-device.ts';
import { sipOpenDevice } from './sip-open-device.ts';
import { pjsipRegUri } from './pjsip-reg-uri.ts';
import { pjsipRegistrationLine } from './pjsip-registration-line.ts';
import { pjsipRegistrationAuth } from './pjsip-registration-auth.ts';
import { registerDuplicate } from './register-duplicate.ts';
import { optionDeprecated } from './option-deprecated.ts';
import { optionDuplicate } from './option-duplicate.ts';
import { optionMissing } from './option-missing.ts';
import { optionOrder } from './option-order.ts';
import { optionOverridden } from './option-overridden.ts';
import { optionRemoved } from './option-removed.ts';
import { optionScope } from './option-scope.ts';
import { optionUnknown } from './option-unknown.ts';
import { optionValue } from './option-value.ts';
import { optionWrongDriver } from './option-wrong-driver.ts';
import { registerInPjsip } from './register-in-pjsip.ts';
import { registerNoExtension } from './register-no-extension.ts';
import { registerOrIp } from './register-or-ip.ts';
import { registerNotNeeded } from './register-not-needed.ts';
import { registerOrder } from './register-order.ts';
import { registerParse } from './register-parse.ts';
import { registerPeerMissing } from './register-peer-missing.ts';
import { registerPeerMismatch } from './register-peer-mismatch.ts';
import { registerPortUnusual } from './register-port-unusual.ts';
import { registerPort } from './register-port.ts';
import { registerSecretTruncated } from './register-secret-truncated.ts';
import { registerSection } from './register-section.ts';
import { registerSplit } from './register-split.ts';
import { secretCommentCut } from './secret-comment-cut.ts';
import { secretDefault } from './secret-default.ts';
import { secretDigits } from './secret-digits.ts';
import { secretEmpty } from './secret-empty.ts';
import { secretEqualsUser } from './secret-equals-user.ts';
import { secretMissing } from './secret-missing.ts';
import { secretPlaceholder } from './secret-placeholder.ts';
import { secretWeak } from './secret-weak.ts';
import { secretCharset } from './secret-charset.ts';
import { secretMd5AndPlain } from './secret-md5-and-plain.ts';
import { secretMd5Invalid } from './secret-md5-invalid.ts';
import { secretPin } from './secret-pin.ts';
import { secretQuoted } from './secret-quoted.ts';
import { secretReused } from './secret-reused.ts';
import { secretTooLong } from './secret-too-long.ts';
import { secretWhitespace } from './secret-whitespace.ts';
import { serverSecretDefault } from './server-secret-default.ts';
import { suppressionUnknown } from './suppression-unknown.ts';
import { suppressionUnused } from './suppression-unused.ts';
import { sectionDuplicate } from './section-duplicate.ts';
import { sectionTypeMissing } from './section-type-missing.ts';
import { sectionTypeUnknown } from './section-type-unknown.ts';
import { sipDriverRemoved } from './sip-driver-removed.ts';
import type { Rule } from './rule.ts';

export const allRules: readonly Rule[] = [
  confEscapeInvalid,
  confNoSection,
  confOptionsUnclosed,
  confSectionUnclosed,
  confTemplateMissing,
  confAppend,
  confBlockComment,
  confDirectiveEmpty,
  confEmptyName,
  confExec,
  confFilterInvalid,
  confHeaderOptions,
  confIncludeDepth,
  confIncludeKind,
  confIncludeLoop,
  confIncludeMissing,
  confIncludeRepeated,
  confInvisibleCharacter,
  confLineTooLong,
  confNameTooLong,
  confNoEquals,
  confUnknownDirective,
  contextMissing,
  dialplanApplicationUnknown,
  dialplanBrackets,
  dialplanFunctionUnknown,
  dialplanPattern,
  dialplanPriorityDuplicate,
  dialplanPriorityMissing,
  dialplanTargetMissing,
  dialplanUnreachable,
  optionDeprecated,
  optionDuplicate,
  optionMissing,
  optionOrder,
  optionOverridden,
  optionRemoved,
  optionScope,
  optionUnknown,
  optionValue,
  optionWrongDriver,
  sectionDuplicate,
  sectionTypeMissing,
  sectionTypeUnknown,
  iaxAuthPlaintext,
  iaxCalltoken,
  iaxNoAcl,
  iaxOpenDevice,
  iaxSecretAccumulates,
  pjsipAorNoContact,
  pjsipNatIncomplete,
  pjsipOpenEndpoint,
  pjsipTlsUnverified,
  sipAclPermitOnly,
  sipAllowWithoutDisallow,
  sipAllowguest,
  sipDefaultContext,
  sipInsecure,
  sipNatIncomplete,
  sipNoAcl,
  sipNoQualify,
  sipNumericDevice,
  sipOpenDevice,
  pjsipRefMissing,
  pjsipRegUri,
  pjsipRegistrationLine,
  pjsipRegistrationAuth,
  registerDuplicate,
  registerInPjsip,
  registerNoExtension,
  registerOrIp,
  registerNotNeeded,
  registerOrder,
  registerParse,
  registerPeerMissing,
  registerPeerMismatch,
  registerPort,
  registerPortUnusual,
  registerSecretTruncated,
  registerSection,
  registerSplit,
  secretCommentCut,
  secretDefault,
  secretDigits,
  secretEmpty,
  secretEqualsUser,
  secretMissing,
  secretPlaceholder,
  secretWeak,
  secretCharset,
  secretMd5AndPlain,
  secretMd5Invalid,
  secretPin,
  secretQuoted,
  aliasMismatch,
  secretReused,
  secretTooLong,
  secretWhitespace,
  serverSecretDefault,
  sipDriverRemoved,
  fileGenerated,
  suppressionUnknown,
  suppressionUnused,
];
