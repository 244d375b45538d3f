/** A plan has something that is not known here: the gateway's own executor takes it. */
export class NotPlannable extends Error {
  override name = 'NotPlannable';
}
