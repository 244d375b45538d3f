import { type EventCause, type OutgoingEvent, toOutgoing } from '#kernel/messages/event.ts';
import { type Payment, type PaymentEvent, refundedMinor } from '../domain/payment.ts';
import {
  paymentAuthorized,
  paymentCaptureAccepted,
  paymentCaptured,
  paymentDeclined,
  paymentRefundAccepted,
  paymentRefunded,
  paymentRefundRefused,
  paymentVoided,
} from '../events.ts';

/** The message or the person that led to an event. */
export type Cause = Omit<EventCause, 'time'>;

/** A decision's event in the published language. `payment` is the state after the decision. */
export function toPublished(payment: Payment, event: PaymentEvent, at: Date, cause: Cause = {}): OutgoingEvent {
  const { id: paymentId, orderId, amount } = payment;
  const about = { paymentId, orderId, currency: amount.currency, at: at.toISOString() };
  // As the order's own events: one id follows an order through the house.
  const how = { correlationId: orderId, ...cause, time: at };
  switch (event.type) {
    case 'authorized':
      return toOutgoing(paymentAuthorized, { ...about, amountMinor: amount.minor }, how);
    case 'declined':
      return toOutgoing(paymentDeclined, { ...about, amountMinor: amount.minor, reason: event.reason }, how);
    case 'captured':
      return toOutgoing(paymentCaptured, { ...about, amountMinor: event.minor }, how);
    case 'voided':
      return toOutgoing(paymentVoided, { ...about, amountMinor: amount.minor }, how);
    case 'capture-accepted':
      return toOutgoing(paymentCaptureAccepted, { ...about, amountMinor: event.minor }, how);
    case 'refund-accepted': {
      const { id: refundId, minor: amountMinor, reason } = event.refund;
      return toOutgoing(paymentRefundAccepted, { ...about, amountMinor, refundId, reason }, how);
    }
    case 'refunded': {
      const refunded = refundedMinor(payment);
      const whole = refunded >= payment.capturedMinor;
      const { id: refundId, minor: amountMinor, requestId: refundRequestId } = event.refund;
      const told = { ...about, amountMinor, refundId, refundRequestId, refundedMinor: refunded, whole };
      return toOutgoing(paymentRefunded, told, how);
    }
    case 'refund-refused': {
      const { minor: amountMinor, requestId: refundRequestId, reason } = event;
      return toOutgoing(paymentRefundRefused, { ...about, amountMinor, refundRequestId, reason }, how);
    }
  }
}
